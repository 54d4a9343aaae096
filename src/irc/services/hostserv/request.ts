import { isAskingTooOften } from "../../accounts/throttles.ts";
import { fold } from "../../names/casemapping.ts";
import { ownAccountToChange } from "../nickserv/own_account.ts";
import type { ServiceCommand } from "../service.ts";
import { refusesVhost, tellOfVhost } from "./giving.ts";

/** Asks the operators for a vhost. */
export const request: ServiceCommand = {
  name: "REQUEST",
  parameters: 1,
  most: 1,
  permission: "account",
  syntax: "<vhost>",
  help: "Asks the operators for a vhost.",
  details: [
    "It is letters, digits and hyphens with a dot. One that you asked for before is forgotten.",
  ],
  run(talk, [vhost]) {
    const { network } = talk;
    const account = ownAccountToChange(talk);
    if (account === null || refusesVhost(talk, vhost)) return;
    const { name } = account;
    if (account.vhost !== null && fold(account.vhost) === fold(vhost)) {
      return talk.say(`You have the vhost ${vhost} already.`);
    }
    if (isAskingTooOften(network, name)) {
      return talk.say("You have asked too often: wait a day.");
    }
    const value = { account: name, vhost, at: network.at, rejection: null };
    const said = `You have asked for ${vhost}: an operator decides.`;
    talk.keep([{ kind: "vhost-request", key: fold(name), value }], [said], [
      name,
      vhost,
    ]);
  },
  kept(network, [name, vhost], session) {
    const what = `asks for the vhost ${vhost} for the account {name}`;
    tellOfVhost(network, session, what, name);
  },
};
