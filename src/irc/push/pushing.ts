import { fold } from "../names/casemapping.ts";
import { CHANNEL_TYPES } from "../names/names.ts";
import { isCtcp } from "../names/formatting.ts";
import { message } from "../wire/outgoing.ts";
import type { UserContext } from "../session/context.ts";
import type { Network } from "../state/network.ts";
import type { Channel } from "../state/channel.ts";
import type { Event } from "../state/event.ts";
import type { Push, PushFacts } from "../state/push.ts";
import type { User } from "../state/user.ts";
import { wordsOf } from "./highlights.ts";
import { dropRead, isPushedTo, push, sendPush } from "./sending.ts";

const NO_FACTS: PushFacts = {
  account: null,
  isBot: false,
  id: "",
  clientTags: "",
};

/** Somebody said something to a user, who may hear it. Tags alone and CTCP ring no telephone. */
export function pushPrivately(
  context: UserContext,
  recipient: User,
  said: Event,
): void {
  const { network, user } = context;
  if (!isPushedTo(network, recipient) || isOwn(user, recipient)) return;
  if (said.text === null || isCtcp(said.text)) return;
  push(context, recipient, pushOf(said, fold(user.nick)));
}

/**
 * Somebody said something on a channel: it is pushed to the members whom it mentions, and to those who watch the
 * channel or a word in it.
 *
 * @param hears tells whether a member was told of it
 */
export function pushMentions(
  context: UserContext,
  channel: Channel,
  said: Event,
  hears: (member: User) => boolean,
): void {
  const { network, user } = context;
  const { pushRules } = network.settings;
  if (pushRules === null || network.records.pushes.size === 0) return;
  if (said.text === null || isCtcp(said.text)) return;
  // Folded at once: there are many words, and each message on a channel comes by here.
  const words = wordsOf(fold(said.text));
  const meant = new Set<User>();
  for (const word of words) {
    const user = network.users.get(word);
    if (user !== undefined && channel.members.has(user)) meant.add(user);
  }
  addWatchers(meant, network, channel, words);
  for (const member of meant) {
    if (isOwn(user, member) || !isPushedTo(network, member)) continue;
    if (!hears(member)) continue;
    push(context, member, pushOf(said, fold(channel.name)));
  }
}

/**
 * Adds the members who watch what is said. All members are gone through only where somebody, wherever, does.
 *
 * @param words folded
 */
function addWatchers(
  meant: Set<User>,
  { records: { pushIndex } }: Network,
  { members, name }: Channel,
  words: readonly string[],
): void {
  if (pushIndex.isEmpty) return;
  const watchers = new Set(pushIndex.watchersOf(fold(name)));
  for (const word of words) {
    // What looks like a channel is not where this was said.
    if (CHANNEL_TYPES.includes(word[0])) continue;
    for (const watcher of pushIndex.watchersOf(word)) watchers.add(watcher);
  }
  if (watchers.size === 0) return;
  for (const member of members.keys()) {
    const { account } = member;
    if (account !== null && watchers.has(fold(account))) meant.add(member);
  }
}

/** A user is invited to a channel. */
export function pushInvitation(
  context: UserContext,
  invited: User,
  channel: Channel,
): void {
  const { at, network, user } = context;
  if (!isPushedTo(network, invited) || isOwn(user, invited)) return;
  const params = [invited.nick, channel.name];
  const { text } = user.message("INVITE", params);
  const { account = null, isBot = false } = user.facts ?? {};
  push(context, invited, {
    at,
    where: null,
    text,
    facts: { ...NO_FACTS, account, isBot },
    urgency: "high",
  });
}

/**
 * A user has read a conversation: what waits of it is not pushed any more, and devices that show something of it are
 * told, but for the one that has read.
 *
 * @param where the name of the channel, or the nickname
 * @param readAt up to when, in milliseconds since 1970
 * @param text the MARKREAD that the user's clients are told
 */
export function pushRead(
  { at, network, session, user }: UserContext,
  where: string,
  readAt: number,
  text: string,
): void {
  user.remember().attentiveAt = at;
  if (user.account === null || !isPushedTo(network, user)) return;
  const [account, conversation] = [fold(user.account), fold(where)];
  dropRead(network, account, conversation, readAt);
  const shown = network.shownPushes.get(account);
  const shownAt = shown?.get(conversation);
  if (shownAt === undefined || shownAt > readAt) return;
  shown?.delete(conversation);
  const what = {
    owner: session.id,
    account,
    user: user.id,
    at,
    where: null,
    text,
    facts: NO_FACTS,
    urgency: "normal",
  } as const;
  sendPush(
    network,
    what,
    ({ capabilities, endpoint }) =>
      endpoint !== session.pushEndpoint &&
      capabilities.includes("draft/read-marker"),
  );
}

/** What one says to oneself, with another nickname too, is no news. */
function isOwn({ account }: User, other: User): boolean {
  return account !== null && other.account !== null &&
    fold(account) === fold(other.account);
}

/** A message of several lines goes on one: there is room for no more. */
function pushOf(
  { account, at, clientTags, command, id, isBot, params, source, text }: Event,
  where: string,
): Omit<Push, "owner" | "account" | "user"> {
  const line = (text ?? "").replace(/\n+/g, " ").trim();
  return {
    at,
    where,
    text: message(source, command, params, line).text,
    facts: { account, isBot, id, clientTags },
    urgency: "high",
  };
}
