import { renewHostsOf, TOO_OFTEN } from "../../accounts/hosts.ts";
import { fold } from "../../names/casemapping.ts";
import { isChangingTooOften } from "../../users/change_host.ts";
import { ownAccountToChange } from "../nickserv/own_account.ts";
import type { ServiceCommand } from "../service.ts";
import { changesGiving } from "./giving.ts";

/** Takes a vhost that is offered to everybody. */
export const take: ServiceCommand = {
  name: "TAKE",
  parameters: 1,
  most: 1,
  permission: "account",
  syntax: "<vhost>",
  help: "Takes one of the vhosts that OFFERLIST lists.",
  run(talk, [given]) {
    const { network, user } = talk;
    const account = ownAccountToChange(talk);
    if (account === null) return;
    const offer = network.records.vhostOffers.get(fold(given));
    if (offer === undefined) {
      return talk.say(
        `The vhost ${given} is not offered: OFFERLIST lists which are.`,
      );
    }
    if (isChangingTooOften(network, user)) {
      return talk.say(TOO_OFTEN);
    }
    const { vhost } = offer;
    const changes = changesGiving(talk, account, vhost);
    talk.keep(changes, [`You have the vhost ${vhost} now.`], [account.name]);
  },
  kept: (network, [name]) => renewHostsOf(network, name),
};
