import { fold } from "../names/casemapping.ts";
import { matchesMask } from "../names/mask.ts";
import { hasFormatting, isCtcp } from "../names/formatting.ts";
import { VOICE } from "../modes/index.ts";
import type { Channel } from "../state/channel.ts";
import type { User } from "../state/user.ts";
import { isBanned } from "../channels/bans.ts";

/** What is said on a channel, and by whom. */
export interface Speech {
  readonly channel: Channel;
  readonly user: User;
  /** PRIVMSG, NOTICE, ... */
  readonly command: string;
  readonly text: string;
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

/**
 * Tells what keeps something from being said on a channel.
 *
 * @param speech what, where, and by whom
 * @returns the mode that forbids it, as `+m`, or null
 * @see Modern IRC, "Channel Modes"
 */
export function silencedBy(speech: Speech): string | null {
  const { channel, user } = speech;
  const hasPrefix = channel.rankOf(user) >= VOICE;
  for (const { letter, forAll, refuses } of RULES) {
    if (!channel.modes.has(letter) && !channel.lists.has(letter)) continue;
    if ((forAll || !hasPrefix) && refuses(speech)) return `+${letter}`;
  }
  return null;
}

function holdsFilteredWord({ channel, text }: Speech): boolean {
  const folded = fold(text);
  return channel.lists.get("g")?.some(({ mask }) =>
    /[*?]/.test(mask)
      ? matchesMask(`*${mask}*`, text)
      : folded.includes(fold(mask))
  ) ?? false;
}
