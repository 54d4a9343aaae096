import {
  CHANNEL_TYPES,
  MAX_CHANNEL_NAME,
  MAX_NICKNAME,
  MAX_USERNAME,
} from "../wire/names.ts";
import {
  MAX_CHANNELS,
  MAX_MODES,
  MAX_REASON_BYTES,
  MAX_TARGETS,
  MAX_TOPIC_BYTES,
} from "../wire/limits.ts";
import { RPL_ISUPPORT } from "../wire/numerics.ts";
import {
  CHANNEL_MODES,
  MAX_LIST_ENTRIES,
  MODE_KINDS,
  PREFIX_MODES,
} from "../modes/index.ts";
import type { Context } from "../context.ts";
import type { Settings } from "../settings.ts";

const TOKENS_A_LINE = 13;

const known = new WeakMap<Settings, readonly string[]>();

/**
 * What this server supports, read from the tables that it works by.
 *
 * @param settings what the configuration says
 * @returns the tokens in alphabetical order
 * @see Modern IRC, "Feature Advertisement"
 */
export function isupportTokens(settings: Settings): readonly string[] {
  const tokens = known.get(settings) ?? readTables(settings);
  known.set(settings, tokens);
  return tokens;
}

function readTables(settings: Settings): string[] {
  const letters = (kind: string) =>
    CHANNEL_MODES.filter((mode) => mode.kind === kind).map((mode) =>
      mode.letter
    ).join("");
  const prefixes = PREFIX_MODES.map((mode) => mode.letter).join("");
  const symbols = PREFIX_MODES.map((mode) => mode.symbol).join("");
  const targets = Object.entries(MAX_TARGETS).map(([name, limit]) =>
    `${name}:${limit}`
  );
  return [
    "CASEMAPPING=ascii",
    `CHANLIMIT=${CHANNEL_TYPES}:${MAX_CHANNELS}`,
    `CHANMODES=${MODE_KINDS.map(letters).join(",")}`,
    `CHANNELLEN=${MAX_CHANNEL_NAME}`,
    `CHANTYPES=${CHANNEL_TYPES}`,
    `KICKLEN=${MAX_REASON_BYTES}`,
    `MAXLIST=${letters("list")}:${MAX_LIST_ENTRIES}`,
    `MODES=${MAX_MODES}`,
    `NETWORK=${settings.networkName}`,
    `NICKLEN=${MAX_NICKNAME}`,
    `PREFIX=(${prefixes})${symbols}`,
    `TARGMAX=${targets.join(",")}`,
    `TOPICLEN=${MAX_TOPIC_BYTES}`,
    `USERLEN=${MAX_USERNAME}`,
  ];
}

/**
 * Sends 005, as many lines as it takes.
 *
 * @param context who is answered
 */
export function replyIsupport(context: Context): void {
  const tokens = isupportTokens(context.network.settings);
  for (let from = 0; from < tokens.length; from += TOKENS_A_LINE) {
    context.reply(RPL_ISUPPORT, ...tokens.slice(from, from + TOKENS_A_LINE));
  }
}
