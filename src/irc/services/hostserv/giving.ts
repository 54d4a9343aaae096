import { changeTo } from "../../accounts/changes.ts";
import { OFF, renewHostsOf, VHOST } from "../../accounts/hosts.ts";
import { sessionsOf } from "../../accounts/accounts.ts";
import { fold } from "../../names/casemapping.ts";
import { vhostFault } from "../../names/vhost.ts";
import { notice } from "../../session/notices.ts";
import { say } from "../../session/services.ts";
import type { Account } from "../../state/account.ts";
import type { Network } from "../../state/network.ts";
import type { Change } from "../../state/records.ts";
import type { Session } from "../../state/session.ts";
import type { VhostRequest } from "../../state/vhost.ts";
import type { Conversation } from "../service.ts";
import { HOSTSERV_NICK } from "./hostserv_nick.ts";

/** Makes the changes that give an account a vhost, which is on then, or take it: what it asked for is done with. */
export function changesGiving(
  { network: { records } }: Conversation,
  account: Account,
  vhost: string | null,
): Change[] {
  const key = fold(account.name);
  const change = changeTo({ ...withVhostOn(account), vhost });
  return records.vhostRequests.has(key)
    ? [change, { kind: "vhost-request", key, value: null }]
    : [change];
}

/** Gives an account whose vhost is on. */
export function withVhostOn(account: Account): Account {
  const { [VHOST]: _, ...settings } = account.settings;
  return { ...account, settings };
}

/** Gives an account whose vhost is off. */
export function withVhostOff(account: Account): Account {
  return { ...account, settings: { ...account.settings, [VHOST]: OFF } };
}

/** Tells whether the vhost of an account is off. */
export function isVhostOff({ settings }: Account): boolean {
  return settings[VHOST] === OFF;
}

/** Says why a text may not be a vhost. */
export function refusesVhost(talk: Conversation, vhost: string): boolean {
  const fault = vhostFault(vhost, talk.network.settings);
  if (fault !== null) talk.say(`${vhost} cannot be a vhost. ${fault}`);
  return fault !== null;
}

/** Finds what an account waits for, and says so where that is nothing. */
export function requestOf(
  talk: Conversation,
  account: string,
): VhostRequest | null {
  const request = talk.network.records.vhostRequests.get(fold(account));
  if (request !== undefined && request.rejection === null) return request;
  talk.say(`The account ${account} waits for no vhost.`);
  return null;
}

/** Shows another vhost, or none, on all who are logged in to an account, and tells them and the operators. */
export function showVhost(
  network: Network,
  session: Session | undefined,
  name: string,
  told: string,
  done: string,
): void {
  renewHostsOf(network, name);
  tellAccount(network, session, name, told);
  tellOfVhost(network, session, done, name);
}

/** Tells those who are logged in to an account, but for whoever has done it. */
export function tellAccount(
  network: Network,
  by: Session | undefined,
  name: string,
  text: string,
): void {
  for (const session of sessionsOf(network, { name })) {
    if (session !== by && session.user !== null) {
      say(session, HOSTSERV_NICK, text);
    }
  }
}

/**
 * Tells the operators what somebody has done about vhosts.
 *
 * @param what stands behind who has done it; `{name}` is the account
 */
export function tellOfVhost(
  network: Network,
  session: Session | undefined,
  what: string,
  name: string,
): void {
  const who = session?.user?.nick ?? "Somebody";
  notice(network, "vhost", `{who} ${what}`, { who, name });
}
