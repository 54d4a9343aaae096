import type { Limits } from "../names/limits.ts";
import { byteLength } from "../names/text.ts";
import { parseReplay } from "../names/replay.ts";
import { isChannelName } from "../names/names.ts";
import {
  type Numeric,
  RPL_BANLIST,
  RPL_ENDOFBANLIST,
  RPL_ENDOFEXCEPTLIST,
  RPL_ENDOFFILTERLIST,
  RPL_ENDOFINVEXLIST,
  RPL_EXCEPTLIST,
  RPL_FILTERLIST,
  RPL_INVEXLIST,
} from "../wire/numerics.ts";
import { parseListEntry } from "./extended_bans.ts";
import { HALF_OPERATOR, OPERATOR } from "./prefixes.ts";

/** The four kinds of the CHANMODES token, in its order (A, B, C, D). */
export const MODE_KINDS = ["list", "always", "setting", "flag"] as const;

/**
 * What a mode takes: an entry of its list; a parameter both ways; a parameter
 * to be set, none to be unset; none.
 */
export type ModeKind = typeof MODE_KINDS[number];

/** Who, of those whose rank allows it, sets a mode. */
export type ModeSetter = "member" | "operator" | "server";

/** A channel mode that gives no rank. */
export interface ChannelMode {
  readonly letter: string;
  readonly kind: ModeKind;
  /** The least rank that sets and unsets it */
  readonly rankToSet: number;
  /** Members of that rank, only those who are IRC operators too, or nobody */
  readonly setter: ModeSetter;
  /** What it does, in a few words, for HELP */
  readonly help: string;
  /**
   * Brings a parameter into the form that is kept.
   *
   * @param value what a client gave, not empty; what means something else than
   *   the client can have meant is a bad one
   * @param limits how long it may be
   * @returns the form that is kept, or null for a bad one
   */
  readonly parse?: (value: string, limits: Limits) => string | null;
  /** The numerics that show a list: one for each entry, and the last */
  readonly numerics?: readonly [entry: Numeric, end: Numeric];
}

type Optional = Partial<Pick<ChannelMode, "rankToSet" | "setter">>;

function flag(
  letter: string,
  help: string,
  { rankToSet = HALF_OPERATOR, setter = "member" }: Optional = {},
): ChannelMode {
  return { letter, kind: "flag", rankToSet, setter, help };
}

function list(
  letter: string,
  help: string,
  numerics: readonly [Numeric, Numeric],
  parse: ChannelMode["parse"] = parseListEntry,
): ChannelMode {
  const common = { rankToSet: HALF_OPERATOR, setter: "member" } as const;
  return { letter, kind: "list", ...common, help, parse, numerics };
}

function parameter(
  letter: string,
  kind: ModeKind,
  help: string,
  parse: ChannelMode["parse"],
  rankToSet = HALF_OPERATOR,
): ChannelMode {
  return { letter, kind, rankToSet, setter: "member", help, parse };
}

/**
 * The channel modes.
 *
 * @see Modern IRC, "Channel Modes"
 */
export const CHANNEL_MODES: readonly ChannelMode[] = [
  list("b", "who may neither join nor speak", [RPL_BANLIST, RPL_ENDOFBANLIST]),
  list("e", "whom bans do not touch", [RPL_EXCEPTLIST, RPL_ENDOFEXCEPTLIST]),
  list("I", "who needs no invitation", [RPL_INVEXLIST, RPL_ENDOFINVEXLIST]),
  list(
    "g",
    "words that may not be said",
    [RPL_FILTERLIST, RPL_ENDOFFILTERLIST],
    parseWord,
  ),
  parameter("k", "always", "the key that JOIN must give", parseKey),
  parameter(
    "f",
    "setting",
    "where those who cannot join go",
    parseForward,
    OPERATOR,
  ),
  parameter(
    "H",
    "setting",
    "lines:time, what of the history is shown on joining",
    parseHistory,
  ),
  parameter("j", "setting", "joins:seconds, how many may join", parseThrottle),
  parameter("l", "setting", "how many members there may be", parseLimit),
  flag("C", "no CTCP but ACTION"),
  flag("E", "figures are played with NPC, NPCA and SCENE"),
  flag("M", "only those with an account speak"),
  flag("N", "no nickname changes"),
  flag("O", "only IRC operators join", { setter: "operator" }),
  flag("R", "only those with an account join"),
  flag("S", "formatting is stripped"),
  flag("T", "no NOTICE"),
  flag("c", "messages with formatting are refused"),
  flag("i", "only the invited join"),
  flag("m", "only those with a prefix speak"),
  flag("n", "only members speak"),
  flag("p", "hidden from all but members; no KNOCK"),
  flag("r", "registered; the server sets it", { setter: "server" }),
  flag("s", "hidden from all but members"),
  flag("t", "only half operators and above set the topic"),
  flag("u", "members without a prefix are hidden", { rankToSet: OPERATOR }),
  flag("z", "only those who came over TLS join"),
];

/** Every message is looked through for every word. */
const MAX_WORD_BYTES = 50;

const BY_LETTER = new Map(CHANNEL_MODES.map((mode) => [mode.letter, mode]));

/** The channel mode of a letter, if it is one. */
export function channelMode(letter: string): ChannelMode | undefined {
  return BY_LETTER.get(letter);
}

function parseWord(value: string): string | null {
  const isBad = value.startsWith(":") || value.includes(" ") ||
    byteLength(value) > MAX_WORD_BYTES || /^[*?]+$/.test(value);
  return isBad ? null : value;
}

/** Whoever is told the key must be able to give it to JOIN, whole. */
function parseKey(value: string, limits: Limits): string | null {
  const isBad = value.startsWith(":") || /[ ,]/.test(value) ||
    byteLength(value) > limits.key;
  return isBad ? null : value;
}

function parseForward(value: string, limits: Limits): string | null {
  return isChannelName(value, limits) ? value : null;
}

function parseThrottle(value: string): string | null {
  const [, joins, seconds] = /^(\d{1,4}):(\d{1,4})$/.exec(value) ?? [];
  return Number(joins) > 0 && Number(seconds) > 0
    ? `${Number(joins)}:${Number(seconds)}`
    : null;
}

function parseHistory(value: string): string | null {
  return parseReplay(value) === null ? null : value.toLowerCase();
}

function parseLimit(value: string): string | null {
  if (!/^\d{1,10}$/.test(value)) return null;
  const limit = Number(value);
  return limit > 0 && limit <= 0x7fffffff ? String(limit) : null;
}
