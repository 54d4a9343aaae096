import { CHANNEL_TYPES } from "../names/names.ts";
import { OPERATOR } from "../modes/index.ts";
import { Channel } from "../state/channel.ts";
import type { Context } from "../session/context.ts";
import type { MetadataOwner } from "./values.ts";
import { seesChannel } from "../state/visibility.ts";

/** Whose metadata a command is about. */
export interface MetadataTarget {
  /** The nickname or the channel's name; `*` for who is not registered */
  readonly name: string;
  readonly owner: MetadataOwner;
}

/**
 * Finds the target of a command, among those that the client may know of. Before a client is registered, that
 * is itself alone.
 *
 * @param name a nickname, a channel's name, or `*` for oneself
 * @returns null if there is nothing of that name
 * @see draft/metadata-3, "METADATA client command"
 */
export function findMetadataTarget(
  context: Context,
  name: string,
): MetadataTarget | null {
  const { network, session: { registration, user } } = context;
  if (user === null) {
    return registration !== null && name === "*"
      ? { name, owner: registration }
      : null;
  }
  if (name === "*") return { name: user.nick, owner: user };
  if (!CHANNEL_TYPES.includes(name[0])) {
    const owner = network.findUser(name);
    return owner === undefined ? null : { name: owner.nick, owner };
  }
  const owner = network.findChannel(name);
  if (owner === undefined) return null;
  const isKnown = seesChannel(user, owner) || user.may("override");
  return isKnown ? { name: owner.name, owner } : null;
}

/**
 * Tells whether a client may read values: those of a channel may be read by its members, and by operators who
 * see all channels.
 */
export function mayReadMetadata(
  { session: { user } }: Context,
  owner: MetadataOwner,
): boolean {
  if (!(owner instanceof Channel)) return true;
  return user !== null && (owner.members.has(user) || user.may("spy"));
}

/** Tells whether the owner of values is the client itself. */
export function isOwnMetadata(
  { session: { registration, user } }: Context,
  owner: MetadataOwner,
): boolean {
  return owner === (user ?? registration);
}

/** Tells whether a client may change values: its own, and those of a channel whose operator it is. */
export function mayChangeMetadata(
  context: Context,
  owner: MetadataOwner,
): boolean {
  const { user } = context.session;
  if (isOwnMetadata(context, owner)) return true;
  if (user === null) return false;
  return user.may("override") ||
    owner instanceof Channel && owner.rankOf(user) >= OPERATOR;
}
