import { fold } from "../names/casemapping.ts";
import { recordOfAccount, usersOf } from "../accounts/accounts.ts";
import { changeTo } from "../accounts/changes.ts";
import { secondsToCount } from "../accounts/throttles.ts";
import { channelAgainstName } from "../messages/speech_rules.ts";
import { note } from "../session/keeping.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { User } from "../state/user.ts";
import { tellOfChanged } from "./notices.ts";
import { METADATA_RATE, type MetadataValue, secondsToTell } from "./values.ts";

// What a user tells of itself while it is logged in to a registered account is the account's: all who are logged in
// to it tell the same, and the record has it for those who come later.

type Values = ReadonlyMap<string, string> | null;

/** Gives a user, and all others who are logged in to its account if that is a registered one. */
export function sharersOf(network: Network, user: User): readonly User[] {
  const record = recordOfAccount(network, user.account);
  return record === undefined ? [user] : usersOf(network, record);
}

/**
 * Keeps what a user tells of itself now, if it is logged in to a registered account, and lets the others who are
 * tell the same. It goes before what tells of the change, so that this is written first.
 *
 * @param by the client that asked for it; null for none
 * @returns the others, if that changed anything
 */
export function noteUser(
  network: Network,
  user: User,
  by: Session | null = null,
): readonly User[] {
  const record = recordOfAccount(network, user.account);
  if (record === undefined) return [];
  const metadata = Object.fromEntries(user.metadata ?? []);
  if (JSON.stringify(metadata) === JSON.stringify(record.metadata)) return [];
  note(network, [changeTo({ ...record, metadata })], by);
  const others = usersOf(network, record).filter((other) => other !== user);
  network.work += others.length;
  for (const other of others) {
    other.metadata = user.metadata && new Map(user.metadata);
  }
  return others;
}

/**
 * Counts that a user changes what it tells of itself, and tells how many seconds that must wait because it was too
 * often: for the user, or for all who are logged in to its account together.
 */
export function secondsToChange(network: Network, user: User): number {
  const record = recordOfAccount(network, user.account);
  if (record === undefined) return secondsToTell(user, network.at);
  const key = `metadata ${fold(record.name)}`;
  return secondsToCount(network, key, METADATA_RATE) ||
    secondsToTell(user, network.at);
}

/**
 * Gives a user what its account tells, and the account what the user has said before it was logged in: the newer
 * word counts, as far as there is room. What it told for another account stays with that.
 *
 * @param before the account that it was logged in to until now; null for none
 */
export function shareMetadata(
  network: Network,
  user: User,
  before: string | null,
): void {
  const isSame = before !== null && user.account !== null &&
    fold(before) === fold(user.account);
  const record = recordOfAccount(network, user.account);
  if (isSame || record === undefined && before === null) return;
  const kept = record?.metadata ?? {};
  const { metadata: old } = user;
  const own = before === null ? old : null;
  const { metadataKeys } = network.settings.limits;
  user.metadata = merged(kept, own, metadataKeys);
  const others = noteUser(network, user);
  // Who is about to come is told of when it is there.
  if (network.usersById.has(user.id)) tellDifference(network, user, old);
  const oldOfOthers = new Map(Object.entries(kept));
  for (const other of others) tellDifference(network, other, oldOfOthers);
}

/**
 * Gives a user what a client has told of itself that is about to be another connection of that user: the newer word
 * counts, as far as there is room, and as it may be said.
 */
export function bringMetadata(
  network: Network,
  user: User,
  brought: Values,
): void {
  const sayable = [...brought ?? []]
    .filter(([, value]) => !mayNotTell(network, user, value));
  if (sayable.length === 0) return;
  const { metadata: before } = user;
  const { metadataKeys } = network.settings.limits;
  const known = Object.fromEntries(before ?? []);
  user.metadata = merged(known, new Map(sayable), metadataKeys);
  const others = noteUser(network, user);
  for (const each of [user, ...others]) tellDifference(network, each, before);
}

/**
 * All who share a channel with a user may hear of its values: it is refused what it could not say there. So is what
 * others of its account could not say, who tell the same.
 */
export function mayNotTell(
  network: Network,
  user: User,
  value: string,
): boolean {
  return value !== "" &&
    sharersOf(network, user).some((each) =>
      channelAgainstName(each, "METADATA", value) !== undefined
    );
}

/** Gives the users of an account what its record has, which was changed and is again what it was. */
export function shareAgain(network: Network, account: string): void {
  const record = recordOfAccount(network, account);
  if (record === undefined) return;
  for (const user of usersOf(network, record)) {
    const before = user.metadata;
    user.metadata = merged(record.metadata, null, 0);
    tellDifference(network, user, before);
  }
}

function tellDifference(network: Network, user: User, before: Values): void {
  const changes = [...changesOf(user, before)];
  if (changes.length > 0) tellOfChanged(network, user, changes);
}

function merged(
  kept: Readonly<Record<string, string>>,
  own: Values,
  limit: number,
): Map<string, string> | null {
  const all = new Map(Object.entries(kept));
  for (const [key, value] of own ?? []) {
    if (all.has(key) || all.size < limit) all.set(key, value);
  }
  return all.size === 0 ? null : all;
}

/** Gives the values as they are now that were others before. */
function* changesOf(
  { metadata, nick: of }: User,
  before: Values,
): Generator<MetadataValue> {
  for (
    const key of new Set([...before?.keys() ?? [], ...metadata?.keys() ?? []])
  ) {
    const value = metadata?.get(key) ?? "";
    if (value !== (before?.get(key) ?? "")) yield { of, key, value };
  }
}
