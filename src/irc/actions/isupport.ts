import { packWords } from "../wire/text.ts";
import { CHANNEL_TYPES } from "../wire/names.ts";
import { RPL_ISUPPORT } from "../wire/numerics.ts";
import {
  CHANNEL_MODES,
  EXTENDED_BANS,
  MODE_KINDS,
  PREFIX_MODES,
} from "../modes/index.ts";
import type { Context } from "../context.ts";

/** A message has at most 15 parameters: the nickname, these and the text. */
const TOKENS_A_LINE = 13;

const known = new WeakMap<Context["settings"], readonly string[]>();

/**
 * What this server supports, read from the tables that it works by.
 *
 * @param context anybody's
 * @returns the tokens in alphabetical order
 * @see Modern IRC, "Feature Advertisement"
 */
export function isupportTokens(context: Context): readonly string[] {
  const tokens = known.get(context.settings) ?? readTables(context);
  known.set(context.settings, tokens);
  return tokens;
}

function readTables({ commands, limits, settings }: Context): string[] {
  const ofKind = (kind: string) =>
    letters(CHANNEL_MODES.filter((mode) => mode.kind === kind));
  const symbols = PREFIX_MODES.map((mode) => mode.symbol).join("");
  const targets = [...commands.values()].flatMap((command) =>
    command.targets === undefined
      ? []
      : [`${command.name}:${limits[command.targets]}`]
  );
  return [
    "ACCOUNTEXTBAN=a",
    `AWAYLEN=${limits.away}`,
    "BOT=B",
    "CALLERID=g",
    "CASEMAPPING=ascii",
    ...(settings.clientTagDeny.length === 0
      ? []
      : [`CLIENTTAGDENY=${settings.clientTagDeny.join(",")}`]),
    `CHANLIMIT=${CHANNEL_TYPES}:${limits.channels}`,
    `CHANMODES=${MODE_KINDS.map(ofKind).join(",")}`,
    `CHANNELLEN=${limits.channelName}`,
    `CHANTYPES=${CHANNEL_TYPES}`,
    "ELIST=CMNTU",
    "EXCEPTS=e",
    `EXTBAN=,${[...EXTENDED_BANS.keys()].join("")}`,
    "INVEX=I",
    `KEYLEN=${limits.key}`,
    `KICKLEN=${limits.reason}`,
    "KNOCK",
    `MAXLIST=${ofKind("list")}:${limits.listEntries}`,
    `MAXTARGETS=${limits.messageTargets}`,
    `MODES=${limits.modes}`,
    `MONITOR=${limits.monitor}`,
    `NAMELEN=${limits.realname}`,
    `NETWORK=${settings.networkName}`,
    `NICKLEN=${limits.nickname}`,
    `PREFIX=(${letters(PREFIX_MODES)})${symbols}`,
    "SAFELIST",
    `SILENCE=${limits.silence}`,
    `STATUSMSG=${symbols}`,
    `TARGMAX=${targets.join(",")}`,
    `TOPICLEN=${limits.topic}`,
    "USERIP",
    `USERLEN=${limits.username}`,
    "UTF8ONLY",
    "WHOX",
    ...(settings.icon === null ? [] : [`draft/ICON=${settings.icon}`]),
  ];
}

function letters(modes: readonly { letter: string }[]): string {
  return modes.map((mode) => mode.letter).join("");
}

/**
 * Sends 005, as many lines as it takes.
 *
 * @param context who is answered
 */
export function replyIsupport(context: Context): void {
  const room = context.roomFor(RPL_ISUPPORT);
  const lines = packWords(isupportTokens(context), room, TOKENS_A_LINE);
  for (const line of lines) context.reply(RPL_ISUPPORT, ...line.split(" "));
}
