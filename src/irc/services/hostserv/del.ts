import { accountToChange } from "../nickserv/own_account.ts";
import type { ServiceCommand } from "../service.ts";
import { changesGiving, showVhost } from "./giving.ts";

/** Takes the vhost of an account. */
export const del: ServiceCommand = {
  name: "DEL",
  parameters: 1,
  most: 1,
  permission: "vhosts",
  syntax: "<account>",
  help: "Takes the vhost of an account, and forgets what it asked for.",
  run(talk, [given]) {
    const account = accountToChange(talk, given);
    if (account === null) return;
    const { name } = account;
    const changes = changesGiving(talk, account, null);
    if (account.vhost === null && changes.length === 1) {
      return talk.say(`The account ${name} has no vhost.`);
    }
    talk.keep(changes, [`The account ${name} has no vhost now.`], [name]);
  },
  kept(network, [name], session) {
    const told = "Your vhost was taken by an operator.";
    showVhost(network, session, name, told, "has taken the vhost of {name}");
  },
};
