import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { fold } from "../names/casemapping.ts";
import { mailboxOf } from "../names/email.ts";
import { busyAfter, type Rate, secondsOver } from "../names/rate.ts";
import { note } from "../session/keeping.ts";
import type { Change } from "../state/records.ts";
import type { Network } from "../state/network.ts";
import { isCountedOut, networkOf } from "./throttles.ts";

const DAY_MS = 86_400_000;

const encoder = new TextEncoder();

/**
 * Counts that somebody asks for mail, whether any goes out for it or not: so that this tells nothing of an account.
 *
 * @param account the name that it is for
 * @returns true if that was too often, for who asks or for the account: then nothing must be sent
 */
export function isAskingTooOften(
  network: Network,
  host: string,
  account: string,
): boolean {
  const { dailyMailsFrom, dailyMailsTo } = network.settings.accountRules;
  return isCountedOut(
    network,
    `mail ${networkOf(host)}`,
    daily(dailyMailsFrom),
  ) ||
    isCountedOut(network, `mail * ${fold(account)}`, daily(dailyMailsTo));
}

/**
 * Counts that mail is to go to an address, over restarts too.
 *
 * @returns true if as much as may has gone there: then nothing must be sent
 */
export function isMailedTooOften(network: Network, email: string): boolean {
  const { at, records, settings } = network;
  const rate = daily(settings.accountRules.dailyMailsTo);
  const address = bytesToHex(sha256(encoder.encode(mailboxOf(email))));
  const before = records.mails.get(address)?.busyUntil ?? 0;
  const busyUntil = busyAfter(rate, before, at);
  if (secondsOver(rate, busyUntil, at) > 0) return true;
  const value = { address, busyUntil };
  note(network, [{ kind: "mail", key: address, value }]);
  return false;
}

function daily(times: number): Rate {
  return { times, milliseconds: DAY_MS };
}

/** Forgets to whom mail has gone so long ago that it counts no more. */
export function forgetMail(network: Network): void {
  const over: Change[] = [];
  for (const [key, { busyUntil }] of network.records.mails) {
    if (busyUntil <= network.at) over.push({ kind: "mail", key, value: null });
  }
  if (over.length > 0) note(network, over);
}
