import { isMetadataKey, maxValueBytes } from "../wire/metadata_values.ts";
import {
  FAIL_INVALID_KEY,
  FAIL_INVALID_VALUE,
  FAIL_KEY_NO_PERMISSION,
  FAIL_LIMIT_REACHED,
  FAIL_RATE_LIMITED,
} from "../wire/standard_replies.ts";
import { byteLength, copy } from "../names/text.ts";
import { noteChannel } from "../channels/registered.ts";
import { Channel } from "../state/channel.ts";
import { User } from "../state/user.ts";
import type { Context } from "../session/context.ts";
import {
  type MetadataOwner,
  type MetadataValue,
  sendValues,
  valueMessage,
} from "./values.ts";
import { mayChangeMetadata, type MetadataTarget } from "./targets.ts";
import { tellOfChanged, tellOfChanges } from "./notices.ts";
import {
  mayNotTell,
  noteUser,
  secondsToChange,
  sharersOf,
} from "./of_accounts.ts";
import { countRefusal } from "../state/refusing.ts";

/**
 * Sets the value of a key, and tells the client and the subscribers what it is now.
 *
 * @param value "" to take it away
 * @see draft/metadata-3, "METADATA SET"
 */
export function setMetadata(
  context: Context,
  target: MetadataTarget,
  key: string,
  value: string,
): void {
  const { limits, network, session, settings } = context;
  const { user } = session;
  const { name, owner } = target;
  if (!isMetadataKey(key)) return context.fail(FAIL_INVALID_KEY, key);
  if (
    !mayChangeMetadata(context, owner) ||
    user !== null && owner === user && mayNotTell(network, user, value)
  ) {
    return context.fail(FAIL_KEY_NO_PERMISSION, name, key);
  }
  const most = maxValueBytes(settings.serverName, limits);
  if (byteLength(value) > most) {
    return context.fail(FAIL_INVALID_VALUE, key, String(most));
  }
  if (value !== "" && isFull(owner, key, limits.metadataKeys)) {
    const limit = String(limits.metadataKeys);
    return context.fail(FAIL_LIMIT_REACHED, name, limit);
  }
  const wait = user !== null && owner === user
    ? secondsToChange(network, user)
    : 0;
  if (wait > 0) {
    countRefusal(network, "metadata");
    return context.fail(FAIL_RATE_LIMITED, name, key, String(wait));
  }
  const change = { of: name, key, value };
  const isChanged = store(owner, key, value);
  keepMetadata(context, owner);
  context.send(valueMessage(settings.serverName, session.target, change));
  if (isChanged) tellAll(context, owner, [change]);
}

/** Keeps what a registered channel, or the user of a registered account, tells of itself now. */
function keepMetadata(
  { network, session }: Context,
  owner: MetadataOwner,
): void {
  if (owner instanceof Channel) noteChannel(network, owner, session);
  if (owner instanceof User) noteUser(network, owner, session);
}

/** Tells of changes, and of the same ones of those who are logged in to the same account. */
function tellAll(
  { network, session }: Context,
  owner: MetadataOwner,
  changes: readonly MetadataValue[],
): void {
  tellOfChanges(network, owner, changes, session);
  if (!(owner instanceof User)) return;
  for (const other of sharersOf(network, owner)) {
    if (other === owner) continue;
    const same = changes.map((change) => ({ ...change, of: other.nick }));
    tellOfChanged(network, other, same);
  }
}

function isFull(
  { metadata }: MetadataOwner,
  key: string,
  limit: number,
): boolean {
  return metadata !== null && !metadata.has(key) && metadata.size >= limit;
}

/** Tells whether that changed anything. */
function store(owner: MetadataOwner, key: string, value: string): boolean {
  const metadata = owner.metadata ??= new Map();
  const before = metadata.get(key) ?? "";
  if (value === "") metadata.delete(key);
  else metadata.set(copy(key), copy(value));
  if (metadata.size === 0) owner.metadata = null;
  return before !== value;
}

/**
 * Takes all values of a target away, and tells the client and the subscribers.
 *
 * @see draft/metadata-3, "METADATA CLEAR"
 */
export function clearMetadata(context: Context, target: MetadataTarget): void {
  const { name, owner } = target;
  if (!mayChangeMetadata(context, owner)) {
    return context.fail(FAIL_KEY_NO_PERMISSION, name, "*");
  }
  const keys = [...owner.metadata?.keys() ?? []];
  const changes = keys.map((key) => ({ of: name, key, value: "" }));
  owner.metadata = null;
  keepMetadata(context, owner);
  sendValues(context.session, name, changes);
  tellAll(context, owner, changes);
}
