import { accountToChange } from "../nickserv/own_account.ts";
import type { ServiceCommand } from "../service.ts";
import { changesGiving, refusesVhost, requestOf, showVhost } from "./giving.ts";

/** Gives an account the vhost that it asked for. */
export const approve: ServiceCommand = {
  name: "APPROVE",
  parameters: 1,
  most: 1,
  permission: "vhosts",
  syntax: "<account>",
  help: "Gives an account the vhost that it asked for.",
  run(talk, [given]) {
    const account = accountToChange(talk, given);
    if (account === null) return;
    const request = requestOf(talk, account.name);
    if (request === null || refusesVhost(talk, request.vhost)) return;
    const { name } = account;
    const { vhost } = request;
    const said = `The account ${name} has the vhost ${vhost} now.`;
    talk.keep(changesGiving(talk, account, vhost), [said], [name, vhost]);
  },
  kept(network, [name, vhost], session) {
    const told = `You have the vhost ${vhost} now, as you asked.`;
    const done = `has approved the vhost ${vhost} of the account {name}`;
    showVhost(network, session, name, told, done);
  },
};
