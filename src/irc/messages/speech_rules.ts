import { fold } from "../names/casemapping.ts";
import { matchesMask } from "../names/mask.ts";
import { hasFormatting, isCtcp, stripFormatting } from "../names/formatting.ts";
import { parseTags, unescapeTagValue } from "../wire/tags.ts";
import { HALF_OPERATOR, VOICE } from "../modes/index.ts";
import type { Channel } from "../state/channel.ts";
import type { User } from "../state/user.ts";
import { neighbours } from "../state/visibility.ts";
import { isBanned } from "../channels/bans.ts";

/** What is said on a channel, and by whom. */
export interface Speech {
  readonly channel: Channel;
  readonly user: User;
  /** PRIVMSG, NOTICE, ... */
  readonly command: string;
  readonly text: string;
  /** The client-only tags that go with it, as they stand on the wire; none if left out */
  readonly clientTags?: string;
}

/** A mode that keeps something from being said. */
interface SpeechRule {
  readonly letter: string;
  /** True if it holds for those with a prefix too */
  readonly forAll?: boolean;
  refuses(speech: Speech): boolean;
}

/** Each holds while its mode is set, or its list has entries. */
const RULES: readonly SpeechRule[] = [
  { letter: "n", refuses: ({ channel, user }) => !channel.members.has(user) },
  { letter: "m", refuses: () => true },
  { letter: "M", refuses: ({ user }) => user.account === null },
  {
    letter: "b",
    refuses: ({ channel, user }) => isBanned(channel, user, "speak"),
  },
  { letter: "C", forAll: true, refuses: ({ text }) => isCtcp(text) },
  { letter: "T", forAll: true, refuses: ({ command }) => command === "NOTICE" },
  { letter: "c", forAll: true, refuses: ({ text }) => hasFormatting(text) },
  { letter: "g", forAll: true, refuses: holdsFilteredWord },
];

/** What all hear whoever they are, as a topic, is not for who is heard by few. */
const RULES_OF_REMARKS: readonly SpeechRule[] = [
  ...RULES,
  { letter: "U", refuses: () => true },
];

/** What a name that a member takes is held against: those who may not speak may have one all the same. */
const RULES_OF_NAMES = RULES.filter(({ letter }) => "bCcg".includes(letter));

/**
 * Tells what keeps something from being said on a channel.
 *
 * @param speech what, as the channel hears it, where, and by whom
 * @returns the mode that forbids it, as `+m`, or null
 * @see Modern IRC, "Channel Modes"
 */
export function silencedBy(
  speech: Speech,
  rules: readonly SpeechRule[] = RULES,
): string | null {
  const { channel, user } = speech;
  const hasPrefix = channel.rankOf(user) >= VOICE;
  for (const { letter, forAll, refuses } of rules) {
    if (!channel.modes.has(letter) && !channel.lists.has(letter)) continue;
    if ((forAll || !hasPrefix) && refuses(speech)) return `+${letter}`;
  }
  return null;
}

/** Tells what keeps something from being shown to all on a channel; null if nothing does. */
export function hiddenBy(speech: Speech): string | null {
  return silencedBy(speech, RULES_OF_REMARKS);
}

/**
 * What stands in tags is shown, too.
 *
 * @see IRCv3 message-tags, "Client-only tags"
 */
function holdsFilteredWord(
  { channel, clientTags = "", text }: Speech,
): boolean {
  const words = channel.lists.get("g");
  if (words === undefined) return false;
  const texts = [
    text,
    ...[...parseTags(clientTags)].flat().map(unescapeTagValue),
  ];
  return texts.some((text) => words.some(({ mask }) => holds(text, mask)));
}

function holds(text: string, word: string): boolean {
  return /[*?]/.test(word)
    ? matchesMask(`*${word}*`, text)
    : fold(text).includes(fold(word));
}

/** Gives how a channel changes what is said there: under +S formatting is stripped. */
export function editOf({ modes }: Channel): (text: string) => string {
  return modes.has("S") ? stripFormatting : unchanged;
}

/** Leaves a text as it is. */
export function unchanged(text: string): string {
  return text;
}

/**
 * Finds a channel of a user that keeps the user from a name, which all members are told: the user is banned or
 * muted there, or could not say the name.
 *
 * @param command the command that gives the name
 */
export function channelAgainstName(
  user: User,
  command: string,
  name: string,
): Channel | undefined {
  return [...user.channels].find((channel) =>
    silencedBy({ channel, user, command, text: name }, RULES_OF_NAMES) !== null
  );
}

/**
 * Gives what a channel hears of words that go along with something else that a user does there, as the reason of
 * PART does: what may not be said is left out.
 *
 * @param command what the user does
 * @returns "" for nothing
 */
export function remarkOn(
  channel: Channel,
  user: User,
  command: string,
  words: string,
): string {
  const text = editOf(channel)(words);
  const speech = { channel, user, command, text };
  return hiddenBy(speech) === null ? text : "";
}

/** Gives the least rank of those who hear what a user says on a channel; 0 for everybody. */
export function leastHearing(channel: Channel, user: User): number {
  const isForFew = channel.modes.has("U") && channel.rankOf(user) < VOICE;
  return isForFew ? HALF_OPERATOR : 0;
}

/** Some who hear the same of what a user says. */
export interface Audience {
  /** What they hear; "" for nothing */
  readonly text: string;
  readonly users: ReadonlySet<User>;
}

/**
 * Parts those who share a channel with a user, and see it there, by what they hear of words that go along with
 * something that the user does everywhere, as the reason of QUIT does. Who is on several channels of the user
 * hears what one of them does; each is in one audience.
 *
 * @param command what the user does
 */
export function audiencesOf(
  user: User,
  command: string,
  words: string,
): Audience[] {
  const channels = new Map<string, Channel[]>();
  for (const channel of user.channels) {
    const text = remarkOn(channel, user, command, words);
    channels.set(text, [...channels.get(text) ?? [], channel]);
  }
  const told = new Set<User>();
  // The whole words come before what +S leaves of them, and that before nothing.
  return [...channels].sort(([a], [b]) => b.length - a.length)
    .map(([text, hearing]) => {
      const users = neighbours(user, hearing);
      for (const other of users) {
        if (told.has(other)) users.delete(other);
        else told.add(other);
      }
      return { text, users };
    });
}
