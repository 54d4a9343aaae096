import { accountToChange } from "../nickserv/own_account.ts";
import type { ServiceCommand } from "../service.ts";
import { changesGiving, refusesVhost, showVhost } from "./giving.ts";

/** Gives an account a vhost that it did not ask for. */
export const set: ServiceCommand = {
  name: "SET",
  parameters: 2,
  most: 2,
  permission: "vhosts",
  syntax: "<account> <vhost>",
  help: "Gives an account a vhost.",
  run(talk, [given, vhost]) {
    const account = accountToChange(talk, given);
    if (account === null || refusesVhost(talk, vhost)) return;
    const { name } = account;
    const said = `The account ${name} has the vhost ${vhost} now.`;
    talk.keep(changesGiving(talk, account, vhost), [said], [name, vhost]);
  },
  kept(network, [name, vhost], session) {
    const told = `You have the vhost ${vhost} now: an operator has given it.`;
    const done = `has given the account {name} the vhost ${vhost}`;
    showVhost(network, session, name, told, done);
  },
};
