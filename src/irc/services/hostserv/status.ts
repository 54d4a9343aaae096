import { findAccount } from "../../accounts/accounts.ts";
import { fold } from "../../names/casemapping.ts";
import { sayUnknown } from "../nickserv/own_account.ts";
import type { ServiceCommand } from "../service.ts";
import { isVhostOff } from "./giving.ts";

/** Tells which vhost somebody has, and what becomes of what it asked for. */
export const status: ServiceCommand = {
  name: "STATUS",
  parameters: 0,
  most: 1,
  permission: "account",
  syntax: "[<account>]",
  help: "Tells which vhost you have, and what became of your request.",
  details: ["Operators who give vhosts may ask of other accounts."],
  run(talk, [given]) {
    const { network, user } = talk;
    const name = given ?? user.account ?? "";
    const isOwn = fold(name) === fold(user.account ?? "");
    if (!isOwn && !user.may("vhosts")) {
      return talk.say("You can ask of your own account alone.");
    }
    const account = findAccount(network, name);
    if (account === undefined) return sayUnknown(talk, name);
    const { vhost } = account;
    talk.say(
      vhost === null
        ? `The account ${account.name} has no vhost.`
        : `The account ${account.name} has the vhost ${vhost}, which is ` +
          `${isVhostOff(account) ? "off" : "on"}.`,
    );
    const request = network.records.vhostRequests.get(fold(account.name));
    if (request === undefined) return;
    const { rejection } = request;
    if (rejection === null) {
      return talk.say(`It waits for an operator to give it ${request.vhost}.`);
    }
    const why = rejection.reason === "" ? "." : `: ${rejection.reason}`;
    talk.say(`The request for ${request.vhost} was rejected${why}`);
  },
};
