import { upperCase } from "../names/casemapping.ts";
import { findAccount, isConfigured, usersOf } from "../accounts/accounts.ts";
import { changeTo } from "../accounts/changes.ts";
import { ALWAYS_ON, settingOf, withSetting } from "../accounts/settings.ts";
import type { Command, UserContext } from "../session/context.ts";
import { keep } from "../session/keeping.ts";
import { send } from "../session/send.ts";
import type { Account } from "../state/account.ts";
import type { Network } from "../state/network.ts";
import type { RequestOf } from "../state/request.ts";
import type { Session } from "../state/session.ts";
import { message, type OutgoingMessage } from "../wire/outgoing.ts";
import {
  FAIL_ACCOUNT_FIXED,
  FAIL_INVALID_PARAMS,
  FAIL_NOT_LOGGED_IN,
  FAIL_UNSAVED,
  standardReply,
} from "../wire/standard_replies.ts";
import { renewKeptOf } from "./always_on.ts";
import { isAlwaysOn } from "./keeping_users.ts";

/** What an account may want, as it stands on the wire. */
const SETTINGS: ReadonlyMap<string, string> = new Map([
  ["ON", "on"],
  ["OFF", "off"],
  ["DEFAULT", "default"],
]);

/** @see the draft of IRCv3 persistence */
export const persistence: Command = {
  name: "PERSISTENCE",
  parameters: 1,
  registered: true,
  capability: "draft/persistence",
  syntax: "GET | SET ON | OFF | DEFAULT",
  help: "Tells or sets whether you stay while you have no connection.",
  run(context, [subcommand, setting = ""]) {
    const { network, user } = context;
    const account = findAccount(network, user.account ?? "");
    if (account === undefined) return context.fail(FAIL_NOT_LOGGED_IN);
    const wanted = SETTINGS.get(upperCase(setting));
    switch (upperCase(subcommand)) {
      case "GET":
        return context.send(statusMessage(network, account));
      case "SET":
        if (wanted === undefined) break;
        return set(context, account, wanted);
    }
    context.fail(FAIL_INVALID_PARAMS);
  },
};

function set(context: UserContext, account: Account, wanted: string): void {
  const { network, session } = context;
  const { name } = account;
  if (isConfigured(network, name)) return context.fail(FAIL_ACCOUNT_FIXED);
  const change = changeTo(withSetting(account, ALWAYS_ON, wanted));
  keep(network, session, [change], "presence-wanted", { name });
}

/** Goes on once it is written what an account wants. */
export function presenceKept(
  network: Network,
  session: Session | undefined,
  { data: { name } }: RequestOf<"presence-wanted">,
  isKept: boolean,
): void {
  const account = findAccount(network, name);
  const { serverName } = network.settings;
  if (!isKept) {
    if (session === undefined) return;
    const refusal = standardReply(
      serverName,
      persistence.name,
      FAIL_UNSAVED,
      [],
    );
    return send(session, refusal);
  }
  if (account === undefined) return;
  if (session !== undefined) send(session, statusMessage(network, account));
  renewPresence(network, account, session);
}

/**
 * Does what follows from what an account wants of its presence, and tells those who are logged in to it.
 *
 * @param asker who is told already
 */
export function renewPresence(
  network: Network,
  account: Account,
  asker: Session | undefined,
): void {
  const status = statusMessage(network, account).share();
  for (const { sessions } of usersOf(network, account)) {
    for (const session of sessions) {
      if (session !== asker) send(session, status);
    }
  }
  renewKeptOf(network, account);
}

function statusMessage(network: Network, account: Account): OutgoingMessage {
  const { serverName } = network.settings;
  const set = settingOf(account, ALWAYS_ON);
  const wanted = [...SETTINGS].find(([, value]) => value === set)?.[0];
  const effective = isAlwaysOn(network, account) ? "ON" : "OFF";
  const params = ["STATUS", wanted ?? "DEFAULT", effective];
  const needs = "draft/persistence" as const;
  return message(serverName, persistence.name, params, undefined, null, {
    needs,
  });
}

/** Tells a client that has just come whether it stays. */
export function tellPersistence(context: UserContext): void {
  const { network, user } = context;
  const account = findAccount(network, user.account ?? "");
  if (account !== undefined) context.send(statusMessage(network, account));
}
