import { fold } from "../names/casemapping.ts";
import { jot } from "../session/jotting.ts";
import { note } from "../session/keeping.ts";
import { notice } from "../session/notices.ts";
import type { Account } from "../state/account.ts";
import type { Network } from "../state/network.ts";
import type { Change } from "../state/records.ts";
import { forgetJots } from "./account_jots.ts";
import { isConfigured } from "./accounts.ts";
import { changesWithout } from "./changes.ts";
import {
  endByMail,
  endOf,
  mailboxFor,
  MOST_LETTERS,
  noteWarned,
  noticeOf,
  warnedAt,
} from "./disuse.ts";
import { disusedAccountLetter } from "./letters.ts";
import { sendUnasked } from "./mailing.ts";
import { isForOperator } from "./names.ts";
import { SEEN } from "./seen.ts";
import { suspensionOf } from "./suspension.ts";

/** So many accounts are deleted at once; others wait for the next look. */
const MOST_AT_ONCE = 100;

/** The kind of jot that has since when an account was not seen, of which nothing else is known. */
const UNSEEN = "unseen";

/** Deletes accounts that were not used for too long, and tells their owners before by mail, where that is set up. */
export function expireAccounts(network: Network): void {
  const { accountRules: { expireMs } } = network.settings;
  if (expireMs === 0) return;
  const channels = channelUse(network);
  const over: Account[] = [];
  let letters = 0;
  for (const [key, account] of network.records.accounts) {
    const known = lastSeen(network, key);
    // Most are used: this is all that is looked at of them.
    if (network.at < (known ?? 0) + expireMs - noticeOf(expireMs)) continue;
    if (isKept(network, account)) continue;
    const usedAt = Math.max(
      known ?? firstLook(network, key),
      account.suspended?.until ?? 0,
      channels.get(key) ?? 0,
    );
    const end = endOf(network, usedAt, expireMs);
    if (network.at < end - noticeOf(expireMs)) continue;
    const email = mailboxFor(network, account);
    const isTold = email === null || warnedAt(network, key, usedAt) !== null;
    const last = email === null
      ? end
      : endByMail(network, key, usedAt, expireMs);
    if (!isTold && letters < MOST_LETTERS) {
      letters++;
      warn(network, account, email, usedAt, last);
    } else if (isTold && network.at >= last && over.length < MOST_AT_ONCE) {
      over.push(account);
    }
  }
  remove(network, over);
}

/**
 * Tells whether an account does not expire: nobody can log in to it for reasons that are not its owner's, somebody
 * is logged in, or it has rights that whoever takes its name next must not be taken to have.
 */
function isKept(network: Network, account: Account): boolean {
  const { droppedAt, name, roles, verifiedAt } = account;
  return droppedAt !== null || verifiedAt === null || roles.length > 0 ||
    network.accountUsers.has(name) || isForOperator(network, name) ||
    isConfigured(network, name) || suspensionOf(network, account) !== null;
}

/** Gives when somebody was last on a channel of each founder. A channel that is in use does not lose its founder. */
function channelUse({ at, channels, records }: Network): Map<string, number> {
  const latest = new Map<string, number>();
  for (const [key, { founder, usedAt }] of records.channels) {
    const account = fold(founder);
    const used = channels.has(key) ? at : usedAt;
    latest.set(account, Math.max(used, latest.get(account) ?? 0));
  }
  return latest;
}

/** Gives when somebody was logged in to an account last, or since when that is not so; null if neither is known. */
function lastSeen({ jots }: Network, key: string): number | null {
  const at = jots.get(SEEN, key) ?? jots.get(UNSEEN, key);
  return typeof at === "number" ? at : null;
}

/** Of an account from elsewhere, or from before that was noted, it counts from the first look on. */
function firstLook(network: Network, key: string): number {
  jot(network, { kind: UNSEEN, key, value: network.at });
  return network.at;
}

function warn(
  network: Network,
  { name }: Account,
  email: string | null,
  usedAt: number,
  end: number,
): void {
  if (email === null) return;
  const { settings } = network;
  const letter = disusedAccountLetter(settings, email, name, usedAt, end);
  if (sendUnasked(network, letter)) noteWarned(network, fold(name));
}

function remove(network: Network, over: readonly Account[]): void {
  const { at, records, settings: { accountRules } } = network;
  const droppedAt = accountRules.droppedNames === "kept" ? at : null;
  const changes: Change[] = [];
  for (const account of over) {
    // Each from what the others leave: they may have ranks on one channel.
    const own = changesWithout(records, account, droppedAt);
    for (const change of own) records.set(change);
    changes.push(...own);
  }
  if (changes.length > 0) note(network, changes);
  for (const { name } of over) {
    forgetJots(network, name);
    const text = "The account {name} was not used for too long";
    notice(network, "account", text, { name });
  }
}
