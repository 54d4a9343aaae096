import { fold } from "../../names/casemapping.ts";
import type { ServiceCommand } from "../service.ts";
import { refusesVhost } from "./giving.ts";

/** All of them are listed at once. */
const MOST_OFFERS = 100;

/** Offers a vhost to everybody. */
export const addoffer: ServiceCommand = {
  name: "ADDOFFER",
  parameters: 1,
  most: 1,
  permission: "vhosts",
  syntax: "<vhost>",
  help: "Lets everybody with an account TAKE a vhost.",
  run(talk, [vhost]) {
    const { network, user } = talk;
    const { vhostOffers } = network.records;
    if (refusesVhost(talk, vhost)) return;
    const key = fold(vhost);
    if (vhostOffers.has(key)) return talk.say(`${vhost} is offered already.`);
    if (vhostOffers.size >= MOST_OFFERS) {
      return talk.say(`At most ${MOST_OFFERS} vhosts are offered.`);
    }
    const by = user.account ?? user.nick;
    const value = { vhost, by, at: network.at };
    talk.keep([{ kind: "vhost-offer", key, value }], [`${vhost} is offered.`]);
  },
};
