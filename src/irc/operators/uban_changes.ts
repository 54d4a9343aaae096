import {
  isConfigured,
  isLoggedInTo,
  sessionsOf,
} from "../accounts/accounts.ts";
import { changeTo } from "../accounts/changes.ts";
import { endSessionsOf, suspending } from "../accounts/suspending.ts";
import type { UserContext } from "../session/context.ts";
import { keep } from "../session/keeping.ts";
import { notice, tellByNotice } from "../session/notices.ts";
import type { Account } from "../state/account.ts";
import type { Network } from "../state/network.ts";
import type { Change } from "../state/records.ts";
import type { RequestOf } from "../state/request.ts";
import type { Session } from "../state/session.ts";
import { bansAgainst, nameOf } from "./server_bans.ts";
import { refuse, setBan, takeBan } from "./ban_requests.ts";
import { sayHits } from "./uban_reports.ts";
import { readOptions, readTarget, type UbanOptions } from "./uban_target.ts";

/** Sets a ban: a record of its own, or that an account is suspended. */
export function addUban(context: UserContext, words: readonly string[]): void {
  const options = readOptions(words);
  if (typeof options === "string") return refuse(context, options);
  const target = readTarget(context, options.given);
  if (target === null) return;
  if ("account" in target) return banAccount(context, target.account, options);
  const { kind, mask } = target;
  const { length, reason, requiresSasl } = options;
  const ended = setBan(context, kind, {
    mask,
    length,
    requiresSasl,
    reason: reason || "No reason given",
  });
  if (ended === null) return;
  const { network, session } = context;
  tellByNotice(session, "It is set.");
  sayHits(session, "It has ended", ended);
  if (bansAgainst(network, session).some((ban) => ban.mask === mask)) {
    tellByNotice(session, "It fits you as well: you stay until you leave.");
  }
}

/** Nobody logs in to it then, by whatever way. */
function banAccount(
  context: UserContext,
  account: Account,
  { length, reason, requiresSasl }: UbanOptions,
): void {
  const { network, user } = context;
  if (requiresSasl) return refuse(context, "REQUIRE-SASL is for no account");
  const change = suspending(network, account, user, length, reason);
  changeAccount(context, account, change, true);
}

/** Takes a ban back. */
export function deleteUban(context: UserContext, given: string): void {
  const target = readTarget(context, given);
  if (target === null) return;
  if ("account" in target) return unbanAccount(context, target.account);
  const { kind: { kind }, mask } = target;
  if (takeBan(context, { kind, mask })) {
    tellByNotice(context.session, "It is taken back.");
  }
}

function unbanAccount(context: UserContext, account: Account): void {
  if (account.suspended === null) {
    return refuse(context, `The account ${account.name} is not suspended`);
  }
  const change = changeTo({ ...account, suspended: null });
  changeAccount(context, account, change, false);
}

function changeAccount(
  context: UserContext,
  account: Account,
  change: Change,
  isBanned: boolean,
): void {
  const { name } = account;
  const { network, session, user } = context;
  if (isConfigured(network, name)) {
    const why = `The account ${name} is set in the configuration`;
    return refuse(context, why);
  }
  if (isBanned && isLoggedInTo(user, account)) {
    return refuse(context, `You are logged in to ${name}`);
  }
  const data = { name, operator: user.nick, isBanned };
  keep(network, session, [change], "account-ban", data);
}

/** Goes on once it is written that an account is banned, or not any more. */
export function accountBanKept(
  network: Network,
  session: Session | undefined,
  { data: { isBanned, name, operator } }: RequestOf<"account-ban">,
  isKept: boolean,
): void {
  const say = (text: string) => {
    if (session !== undefined) tellByNotice(session, text);
  };
  if (!isKept) return say("That cannot be saved now: nothing has changed.");
  const text = isBanned
    ? "{operator} has suspended the account {name}"
    : "{operator} has ended the suspension of the account {name}";
  notice(network, "account", text, { operator, name });
  if (!isBanned) return say("It is taken back.");
  const ended = sessionsOf(network, { name }).map(nameOf);
  endSessionsOf(network, name, "Account suspended");
  if (session === undefined) return;
  say(`The account ${name} is suspended.`);
  sayHits(session, "That has ended", ended);
}
