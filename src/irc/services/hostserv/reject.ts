import { fold } from "../../names/casemapping.ts";
import { truncate } from "../../names/text.ts";
import type { ServiceCommand } from "../service.ts";
import { requestOf, tellAccount, tellOfVhost } from "./giving.ts";

/** Does not give an account the vhost that it asked for. */
export const reject: ServiceCommand = {
  name: "REJECT",
  parameters: 1,
  most: 2,
  permission: "vhosts",
  syntax: "<account> [<reason>]",
  help: "Does not give an account the vhost that it asked for.",
  run(talk, [given, words = ""]) {
    const { network, user } = talk;
    const request = requestOf(talk, given);
    if (request === null) return;
    const { account: name, vhost } = request;
    const reason = truncate(words, network.settings.limits.reason);
    const by = user.account ?? user.nick;
    const value = { ...request, rejection: { by, at: network.at, reason } };
    const said = `The account ${name} does not get the vhost ${vhost}.`;
    const change = { kind: "vhost-request", key: fold(name), value } as const;
    talk.keep([change], [said], [name, vhost, reason]);
  },
  kept(network, [name, vhost, reason], session) {
    const why = reason === "" ? "." : `: ${reason}`;
    const told = `Your request for the vhost ${vhost} was rejected${why}`;
    tellAccount(network, session, name, told);
    const done = `has rejected the vhost ${vhost} of the account {name}`;
    tellOfVhost(network, session, done, name);
  },
};
