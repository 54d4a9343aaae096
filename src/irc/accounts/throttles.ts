import { fold } from "../names/casemapping.ts";
import { normaliseBlock } from "../names/address.ts";
import { busyAfter, type Rate, secondsOver } from "../names/rate.ts";
import type { Network } from "../state/network.ts";

const HOUR_MS = 3_600_000;
const MINUTES_MS = 600_000;

/** How often somebody may fail to log in: from one network, and from it to one account. */
const FROM_NETWORK: Rate = { times: 30, milliseconds: MINUTES_MS };
const TO_ACCOUNT: Rate = { times: 10, milliseconds: MINUTES_MS };

/** How often a login to one account may fail, from wherever: more would keep its owner out for long. */
const FROM_ANYWHERE: Rate = { times: 300, milliseconds: MINUTES_MS };

/** How often an account may ask for a vhost. */
const VHOST_REQUESTS: Rate = { times: 3, milliseconds: 24 * HOUR_MS };

/** What a provider gives to one customer counts as one: an IPv4 address, a /64 of IPv6. */
export function networkOf(host: string): string {
  return host.includes(":") ? normaliseBlock(`${host}/64`) ?? host : host;
}

/** Counts that something is done once more; more than its rate is not counted. */
function count(network: Network, key: string, rate: Rate): void {
  const { at, throttles } = network;
  throttles.set(key, busyAfter(rate, throttles.get(key) ?? 0, at));
}

/** Tells whether something may not be done once more. */
function isSpent({ at, throttles }: Network, key: string, rate: Rate): boolean {
  const busyUntil = busyAfter(rate, throttles.get(key) ?? 0, at);
  return secondsOver(rate, busyUntil, at) > 0;
}

/** The counts that a login to an account is held against. */
function loginCounts(host: string, account: string | null): [string, Rate][] {
  const from = networkOf(host);
  const all: [string, Rate] = [`login ${from}`, FROM_NETWORK];
  if (account === null) return [all];
  const to = fold(account);
  return [
    all,
    [`login ${from} ${to}`, TO_ACCOUNT],
    [`login * ${to}`, FROM_ANYWHERE],
  ];
}

/**
 * Tells whether logins to an account have failed so often that none is tried for now.
 *
 * @param account null where none is named
 */
export function isLoginThrottled(
  network: Network,
  host: string,
  account: string | null,
): boolean {
  return loginCounts(host, account).some(([key, rate]) =>
    isSpent(network, key, rate)
  );
}

/**
 * Counts that a login to an account has failed, whether there is such an account or not.
 *
 * @param account null where none is named
 */
export function countLoginFailure(
  network: Network,
  host: string,
  account: string | null,
): void {
  for (const [key, rate] of loginCounts(host, account)) {
    count(network, key, rate);
  }
}

/**
 * Counts that something is done, and tells how many seconds that must wait because it was too often: then it does
 * not count.
 */
export function secondsToCount(
  network: Network,
  key: string,
  rate: Rate,
): number {
  const { at, throttles } = network;
  const busyUntil = busyAfter(rate, throttles.get(key) ?? 0, at);
  const seconds = secondsOver(rate, busyUntil, at);
  if (seconds === 0) throttles.set(key, busyUntil);
  return seconds;
}

/**
 * Counts that something is done.
 *
 * @returns true if that is too often: then it does not count, and must not be done
 */
export function isCountedOut(
  network: Network,
  key: string,
  rate: Rate,
): boolean {
  return secondsToCount(network, key, rate) > 0;
}

/**
 * Counts that somebody asks for a vhost, which an operator must read, and tells whether that is too often: then it
 * does not count, and must not be done.
 */
export function isAskingTooOften(network: Network, account: string): boolean {
  return isCountedOut(network, `vhost ${fold(account)}`, VHOST_REQUESTS);
}

/** Counts that an account is registered from a network, and tells whether those are too many. */
export function isRegisteringTooOften(network: Network, host: string): boolean {
  const { hourly } = network.settings.accountRules;
  const rate = { times: hourly, milliseconds: HOUR_MS };
  return isCountedOut(network, `register ${networkOf(host)}`, rate);
}

/** Forgets what counts no more. What is refused is not counted, so that one network has few entries. */
export function forgetThrottles({ at, throttles }: Network): void {
  for (const [key, busyUntil] of throttles) {
    if (busyUntil <= at) throttles.delete(key);
  }
}
