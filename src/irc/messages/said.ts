import { END, type HistoryEvent, ONLY_AUTHOR } from "../state/archive.ts";
import type { Channel } from "../state/channel.ts";
import type { KnownMessage } from "../state/known_messages.ts";
import type { Network } from "../state/network.ts";
import {
  channelParty,
  ownParty,
  partyOf,
  privateConversation,
} from "../state/parties.ts";
import type { User } from "../state/user.ts";

// What is to be taken back is found among the latest messages, or in the history, which goes back further and knows
// who has come again.

/** The id of nobody who is here. */
const NOBODY = 0;

/** Finds what was said on a channel, as far as REDACT must know it. */
export function findOn(
  network: Network,
  channel: Channel,
  user: User,
  id: string,
): KnownMessage | undefined {
  const known = network.known.find(id);
  if (known?.target === channel.id) return known;
  const event = network.archive.find(channelParty(network, channel), id);
  if (event === null || !isSaid(event)) return undefined;
  const isOwn = event.author === partyOf(network, user);
  return {
    sender: isOwn ? user.id : senderOf(network, channel, event),
    account: null,
    target: channel.id,
    leastRank: event.leastRank,
  };
}

/** Who said it counts among those who are on the channel. */
function senderOf(
  network: Network,
  { members }: Channel,
  { author }: HistoryEvent,
): number {
  for (const member of members.keys()) {
    if (partyOf(network, member) === author) return member.id;
  }
  return NOBODY;
}

/** Finds what two users have said to each other. */
export function findBetween(
  network: Network,
  user: User,
  other: User,
  id: string,
): KnownMessage | undefined {
  const known = network.known.find(id);
  if (known?.target === user.id || known?.target === other.id) return known;
  const [own, others] = [user, other].map((each) => partyOf(network, each));
  const event = network.archive.find(privateConversation(own, others), id);
  if (event === null || !isSaid(event)) return undefined;
  const isOwn = event.author === own;
  if (!isOwn && event.leastRank === ONLY_AUTHOR) return undefined;
  const [sender, target] = isOwn ? [user, other] : [other, user];
  return { sender: sender.id, account: null, target: target.id, leastRank: 0 };
}

/** Deletes what was said on a channel, whether it was registered then or not. */
export function forgetOn(network: Network, channel: Channel, id: string): void {
  network.known.forget(id);
  const parties = [channelParty(network, channel), ownParty(network, channel)];
  for (const party of parties) network.archive.erase(party, id);
}

/** Deletes what two users have said to each other, whether they were logged in then or not. */
export function forgetBetween(
  network: Network,
  one: User,
  other: User,
  id: string,
): void {
  network.known.forget(id);
  const { archive } = network;
  let isErased = false;
  for (const first of [partyOf(network, one), ownParty(network, one)]) {
    for (const second of [partyOf(network, other), ownParty(network, other)]) {
      const conversation = privateConversation(first, second);
      if (archive.erase(conversation, id)) isErased = true;
    }
  }
  if (!isErased) forgetElsewhere(network, one, id);
}

/** How many conversations are looked through at most. */
const MOST_CONVERSATIONS = 100;

/** Deletes what somebody said to who was logged in to another account then: it may be in any that was active since. */
function forgetElsewhere(network: Network, author: User, id: string): void {
  const { archive } = network;
  const person = partyOf(network, author);
  const before = id.slice(0, -1);
  const conversations = archive
    .active(person, before, END, "oldest", MOST_CONVERSATIONS);
  for (const { conversation } of conversations) {
    if (archive.erase(conversation, id)) return;
  }
}

function isSaid({ command }: HistoryEvent): boolean {
  return ["PRIVMSG", "NOTICE", "TAGMSG"].includes(command);
}
