import { endSessionsOf, suspending } from "../../accounts/suspending.ts";
import { suspendedAccounts } from "../../accounts/suspension.ts";
import { parseDuration } from "../../names/duration.ts";
import type { Conversation, ServiceCommand } from "../service.ts";
import { tellOfAccount } from "./operators.ts";
import { accountToChange } from "./own_account.ts";

/** Lets nobody log in to an account, for a time or for ever, and ends the connections that have. */
export const suspend: ServiceCommand = {
  name: "SUSPEND",
  parameters: 0,
  permission: "accounts",
  syntax: "[<account> [<duration>] [<reason>]]",
  help: "Keeps the owner of an account out of it, or lists such accounts.",
  details: [
    "Its connections end. A duration is a number of minutes, or like 1d2h30m.",
    "Its nicknames and channels stay its own.",
  ],
  run(talk, [given, ...words]) {
    if (given === undefined) return list(talk);
    const account = accountToChange(talk, given);
    if (account === null) return;
    const { network, user } = talk;
    const { name } = account;
    const length = parseDuration(words[0] ?? "");
    const reason = (length === null ? words : words.slice(1)).join(" ");
    const change = suspending(network, account, user, length ?? 0, reason);
    talk.keep([change], [`The account ${name} is suspended.`], [name]);
  },
  kept(network, [name], session) {
    tellOfAccount(network, session, "has suspended the account {name}", name);
    endSessionsOf(network, name, "Account suspended");
  },
};

function list(talk: Conversation): void {
  const { network } = talk;
  const lines = suspendedAccounts(network).flatMap(({ name, suspended }) => {
    if (suspended === null) return [];
    const { by, reason, until } = suspended;
    const end = until === null ? "" : ` until ${new Date(until).toUTCString()}`;
    return [`${name}, by ${by}${end}: ${reason}`];
  });
  talk.sayAll(lines, "No account is suspended.");
}
