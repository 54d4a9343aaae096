import { fold } from "../names/casemapping.ts";
import { KEEPING } from "../names/history_rules.ts";
import { parseTags } from "../wire/tags.ts";
import { HALF_OPERATOR } from "../modes/index.ts";
import { ONLY_AUTHOR } from "./archive.ts";
import type { Channel } from "./channel.ts";
import type { Event } from "./event.ts";
import type { Network } from "./network.ts";
import {
  channelParty,
  channelRecord,
  isLasting,
  partyOf,
  privateConversation,
} from "./parties.ts";
import type { User } from "./user.ts";
import { isSeenByAll } from "./visibility.ts";

/** The setting of channels and accounts that says what they want to be kept. */
const KEPT = "history";
const [, EPHEMERAL, OFF] = KEEPING;

/** Tags that are about the moment: with nothing else, TAGMSG is not kept. */
const PASSING_TAGS = new Set(["+typing", "+draft/typing"]);

/** Tags that say which message it is about. */
const REPLY_TAGS = ["+draft/reply", "+reply"];

/** Keeps what has happened on a channel, for all its members or those of a rank, as the event says. */
export function recordOn(
  network: Network,
  channel: Channel,
  event: Event,
): void {
  const { history } = network.settings;
  if (!history.enabled) return;
  const channelsRecord = channelRecord(network, channel);
  const party = channelParty(network, channel, channelsRecord);
  if (channelsRecord === undefined) {
    if (history.unregistered) network.archive.record(party, event, false);
    return;
  }
  const kept = channelsRecord.settings[KEPT];
  if (kept !== OFF) network.archive.record(party, event, kept !== EPHEMERAL);
}

/** Keeps what a member does on a channel, for those who see the member there. */
export function recordOfMember(
  network: Network,
  channel: Channel,
  event: Event,
  member: User,
): void {
  const isForAll = isSeenByAll(member, channel);
  recordOn(
    network,
    channel,
    isForAll ? event : { ...event, leastRank: HALF_OPERATOR },
  );
}

/**
 * Keeps what somebody says to somebody, for both.
 *
 * @param isSilenced true if it does not arrive, which its author must not see
 */
export function recordPrivately(
  network: Network,
  author: User,
  recipient: User,
  event: Event,
  isSilenced: boolean,
): void {
  const { history } = network.settings;
  if (!history.enabled || !history.private) return;
  if (isForNobody(author) && isForNobody(recipient)) return;
  const parties = [partyOf(network, author), partyOf(network, recipient)];
  const wishes = [keptOf(network, author), keptOf(network, recipient)];
  if (wishes.includes(OFF)) return;
  const isKnown = parties.every(isLasting);
  if (!isKnown && !history.unregistered) return;
  const lasts = isKnown && !wishes.includes(EPHEMERAL);
  network.archive.record(
    privateConversation(parties[0], parties[1]),
    isSilenced ? { ...event, leastRank: ONLY_AUTHOR } : event,
    lasts,
  );
}

/** True for who has seen all that was said to it, and takes it along: nobody else will be this user. */
function isForNobody({ account, sessions }: User): boolean {
  return account === null && sessions.length > 0;
}

/** What the account of a user wants to be kept; undefined for all. */
function keptOf({ records }: Network, { account }: User) {
  return account === null
    ? undefined
    : records.accounts.get(fold(account))?.settings[KEPT];
}

/** Tells whether client-only tags alone are worth keeping. */
export function isWorthKeeping(clientTags: string): boolean {
  return clientTags !== "" &&
    [...parseTags(clientTags).keys()].some((name) => !PASSING_TAGS.has(name));
}

/** Gives the msgid of the message that tags alone are about; null for none. */
export function parentOf(clientTags: string): string | null {
  const tags = parseTags(clientTags);
  for (const name of REPLY_TAGS) {
    const id = tags.get(name);
    if (id) return id;
  }
  return null;
}
