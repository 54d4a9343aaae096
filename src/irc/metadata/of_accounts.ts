import { fold } from "../names/casemapping.ts";
import { recordOfAccount, usersOf } from "../accounts/accounts.ts";
import { changeTo } from "../accounts/changes.ts";
import { note } from "../session/keeping.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { User } from "../state/user.ts";
import { tellOfChanged } from "./notices.ts";
import type { MetadataValue } from "./values.ts";

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
 */
export function noteUser(
  network: Network,
  user: User,
  by: Session | null = null,
): void {
  const record = recordOfAccount(network, user.account);
  if (record === undefined) return;
  const metadata = Object.fromEntries(user.metadata ?? []);
  if (JSON.stringify(metadata) !== JSON.stringify(record.metadata)) {
    note(network, [changeTo({ ...record, metadata })], by);
  }
  for (const other of usersOf(network, record)) {
    if (other !== user) {
      other.metadata = user.metadata && new Map(user.metadata);
    }
  }
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
  if (isSame) return;
  const record = recordOfAccount(network, user.account);
  const own = before === null ? user.metadata : null;
  if (record === undefined && before === null) return;
  const sharers = record === undefined ? [user] : usersOf(network, record);
  const old = new Map([...sharers, user].map((each) => [each, each.metadata]));
  const { metadataKeys } = network.settings.limits;
  user.metadata = merged(record?.metadata ?? {}, own, metadataKeys);
  noteUser(network, user);
  for (const [each, values] of old) {
    // Who is about to come is told of when it is there.
    if (!network.usersById.has(each.id)) continue;
    const changes = [...changesOf(each, values)];
    if (changes.length > 0) tellOfChanged(network, each, changes);
  }
}

/** Gives the users of an account what its record has, which was changed and is again what it was. */
export function shareAgain(network: Network, account: string): void {
  const record = recordOfAccount(network, account);
  if (record === undefined) return;
  for (const user of usersOf(network, record)) {
    const before = user.metadata;
    user.metadata = merged(record.metadata, null, 0);
    const changes = [...changesOf(user, before)];
    if (changes.length > 0) tellOfChanged(network, user, changes);
  }
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
