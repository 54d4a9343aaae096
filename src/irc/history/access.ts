import { findAccount, ownerOf } from "../accounts/accounts.ts";
import { isBanned } from "../channels/bans.ts";
import type { PartyNames } from "../accounts/parties.ts";
import { CHANNEL_TYPES } from "../names/names.ts";
import {
  type Cutoff,
  CUTOFFS as CUTOFF_NAMES,
} from "../names/history_rules.ts";
import type { Conversation, HistoryEvent, Position } from "../state/archive.ts";
import type { Channel, Membership } from "../state/channel.ts";
import { positionAt } from "../state/message_ids.ts";
import type { Network } from "../state/network.ts";
import {
  channelParty,
  channelRecord,
  otherParty,
  partyOf,
  partyOfAccount,
  privateConversation,
} from "../state/parties.ts";
import { mayRead } from "../state/search.ts";
import type { User } from "../state/user.ts";

// Who may read what: everything that shows what was said asks here.

/** What somebody may read of a conversation. */
export interface Readable {
  /** What its channel is called, or whom it is with */
  readonly name: string;
  readonly conversation: Conversation;
  /** Only what is after this */
  readonly since: Position;
  /** The rank that counts there */
  readonly rank: number;
  /** Tells whether an event after that may be read. */
  allows(event: HistoryEvent): boolean;
}

/**
 * Gives what a user may read of what was said on a channel or to somebody.
 *
 * @param target the name of a channel, or a nickname or account
 * @returns null if there is nothing that the user may read, whether there is something or not
 */
export function readableOf(
  network: Network,
  user: User,
  target: string,
): Readable | null {
  return CHANNEL_TYPES.includes(target[0])
    ? channelReadable(network, user, network.findChannel(target))
    : privateReadable(network, user, target);
}

/** Gives what a member may read of a channel: who has a ban against joining and no rank may read nothing. */
export function channelReadable(
  network: Network,
  user: User,
  channel: Channel | undefined,
): Readable | null {
  const membership = channel?.members.get(user);
  if (channel === undefined || membership === undefined) return null;
  if (!network.settings.history.enabled) return null;
  const rank = channel.rankOf(user);
  if (rank === 0 && isBanned(channel, user, "join")) return null;
  const own = partyOf(network, user);
  return {
    name: channel.name,
    conversation: channelParty(network, channel),
    since: CUTOFFS[cutoffOf(network, channel)](network, user, membership),
    rank,
    allows: (event) => mayRead(event, rank, own),
  };
}

/** Gives what a user may read of each of its channels. */
export function readableChannels(network: Network, user: User): Readable[] {
  return [...user.channels].flatMap((channel) =>
    channelReadable(network, user, channel) ?? []
  );
}

/**
 * Gives what a user may read of a private conversation that a history knows.
 *
 * @returns null if it is not the user's, or no name leads to whom it is with
 */
export function readableConversation(
  network: Network,
  user: User,
  conversation: Conversation,
  names: PartyNames,
): Readable | null {
  const own = partyOf(network, user);
  if (!conversation.split(" ").includes(own)) return null;
  const name = names.of(otherParty(conversation, own));
  const readable = name === null ? null : readableOf(network, user, name);
  return readable?.conversation === conversation ? readable : null;
}

/** What the founder of a channel says, or else the network. */
function cutoffOf(network: Network, channel: Channel): Cutoff {
  const set = channelRecord(network, channel)?.settings["query-cutoff"];
  return CUTOFF_NAMES.find((name) => name === set) ??
    network.settings.history.cutoff;
}

/** Since when a member may read what was said. */
const CUTOFFS: Readonly<
  Record<
    Cutoff,
    (network: Network, user: User, membership: Membership) => Position
  >
> = {
  "none": () => "",
  "join-time": (_network, _user, { since }) => since,
  "registration-time": (network, { account: name, signedOnAt }) => {
    const account = name === null ? undefined : findAccount(network, name);
    return positionAt(account?.registeredAt ?? signedOnAt);
  },
};

/** Gives what a user may read of what it and somebody else have said to each other. */
function privateReadable(
  network: Network,
  user: User,
  target: string,
): Readable | null {
  if (!network.settings.history.enabled) return null;
  const other = network.findUser(target);
  const account = other === undefined ? ownerOf(network, target) : undefined;
  const party = other === undefined
    ? account && partyOfAccount(network, account.name)
    : partyOf(network, other);
  if (!party) return null;
  const own = partyOf(network, user);
  return {
    // As the client calls it: it may be shown under an older nickname.
    name: target,
    conversation: privateConversation(own, party),
    since: "",
    rank: 0,
    allows: (event) => mayRead(event, 0, own),
  };
}
