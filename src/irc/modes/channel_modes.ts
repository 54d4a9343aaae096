import { byteLength, truncate } from "../wire/message.ts";
import { normaliseMask } from "../wire/mask.ts";
import { OPERATOR } from "./prefixes.ts";

/** The four kinds of the CHANMODES token, in its order (A, B, C, D). */
export const MODE_KINDS = ["list", "always", "setting", "flag"] as const;

/**
 * What a mode takes: an entry of its list; a parameter both ways; a parameter to be set, none to be unset; none.
 */
export type ModeKind = typeof MODE_KINDS[number];

/** A channel mode that gives no rank. */
export interface ChannelMode {
  readonly letter: string;
  readonly kind: ModeKind;
  /** The least rank that sets and unsets it */
  readonly rankToSet: number;
  /**
   * Brings a parameter into the form that is kept.
   *
   * @param value what a client gave, not empty and without spaces
   * @returns the form that is kept, or null for a bad one
   */
  readonly parse?: (value: string) => string | null;
}

const MAX_KEY_BYTES = 32;
const MAX_MASK_BYTES = 200;

function flag(letter: string): ChannelMode {
  return { letter, kind: "flag", rankToSet: OPERATOR };
}

/**
 * The channel modes.
 *
 * @see Modern IRC, "Channel Modes"
 */
export const CHANNEL_MODES: readonly ChannelMode[] = [
  { letter: "b", kind: "list", rankToSet: OPERATOR, parse: parseMask },
  { letter: "k", kind: "always", rankToSet: OPERATOR, parse: parseKey },
  { letter: "l", kind: "setting", rankToSet: OPERATOR, parse: parseLimit },
  flag("i"),
  flag("m"),
  flag("n"),
  flag("s"),
  flag("t"),
];

const BY_LETTER = new Map(CHANNEL_MODES.map((mode) => [mode.letter, mode]));

/**
 * @param letter any letter
 * @returns the channel mode of that letter, if there is one
 */
export function channelMode(letter: string): ChannelMode | undefined {
  return BY_LETTER.get(letter);
}

/** The flags that a new channel has: no messages from outside, and a topic that operators set. */
export const DEFAULT_FLAGS = "nt";

/** How many entries one list of a channel holds (the MAXLIST token). */
export const MAX_LIST_ENTRIES = 100;

function parseMask(value: string): string | null {
  if (value.startsWith(":")) return null;
  const mask = normaliseMask(value);
  return byteLength(mask) > MAX_MASK_BYTES ? null : mask;
}

function parseKey(value: string): string | null {
  const key = truncate(value, MAX_KEY_BYTES);
  return key.includes(",") || key.startsWith(":") ? null : key;
}

function parseLimit(value: string): string | null {
  if (!/^\d{1,10}$/.test(value)) return null;
  const limit = Number(value);
  return limit > 0 && limit <= 0x7fffffff ? String(limit) : null;
}
