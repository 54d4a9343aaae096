import { packWords } from "../names/text.ts";
import { CHANNEL_TYPES } from "../names/names.ts";
import { RPL_ISUPPORT } from "../wire/numerics.ts";
import {
  CHANNEL_MODES,
  EXTENDED_BANS,
  MODE_KINDS,
  PREFIX_MODES,
} from "../modes/index.ts";
import {
  type CommandTable,
  Context,
  type Protocol,
} from "../session/context.ts";
import type { Network } from "../state/network.ts";
import type { Settings } from "../state/settings.ts";

/** A message has at most 15 parameters: the nickname, these and the text. */
const TOKENS_A_LINE = 13;

/** What was made last of settings: for which tokens of the server's own. */
const known = new WeakMap<
  Settings,
  { readonly own: string; readonly tokens: readonly string[] }
>();

/** The lines that tokens make, by the room that a line has: it is as many as there are lengths of nicknames. */
const packed = new WeakMap<
  readonly string[],
  Map<number, readonly (readonly string[])[]>
>();

/**
 * By what push services know this server: it is the same as long as the server's records are.
 *
 * @see IRCv3 webpush, "`VAPID` ISUPPORT token"
 */
function pushTokens({ records }: Network, { pushRules }: Settings): string[] {
  const { pushKey } = records;
  if (pushKey === null || pushRules === null) return [];
  return [`VAPID=${pushKey.publicKey}`];
}

/**
 * Gives the tokens in alphabetical order, read from the tables that the server works by.
 *
 * @see Modern IRC, "Feature Advertisement"
 */
function isupportTokens(
  network: Network,
  settings: Settings,
  commands: CommandTable,
): readonly string[] {
  const own = pushTokens(network, settings);
  const made = known.get(settings);
  if (made?.own === own.join()) return made.tokens;
  const tables = readTables(settings, commands);
  const tokens = tables.toSpliced(tables.indexOf("WHOX"), 0, ...own);
  known.set(settings, { own: own.join(), tokens });
  return tokens;
}

function readTables(settings: Settings, commands: CommandTable): string[] {
  const { history, limits } = settings;
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
    `CHANLIMIT=${CHANNEL_TYPES}:${limits.channels}`,
    `CHANMODES=${MODE_KINDS.map(ofKind).join(",")}`,
    `CHANNELLEN=${limits.channelName}`,
    `CHANTYPES=${CHANNEL_TYPES}`,
    ...(history.enabled ? [`CHATHISTORY=${history.page}`] : []),
    ...(settings.clientTagDeny.length === 0
      ? []
      : [`CLIENTTAGDENY=${settings.clientTagDeny.join(",")}`]),
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
    ...(history.enabled ? ["MSGREFTYPES=msgid,timestamp"] : []),
    `NAMELEN=${limits.realname}`,
    `NETWORK=${settings.networkName}`,
    `NICKLEN=${limits.nickname}`,
    `PREFIX=(${letters(PREFIX_MODES)})${symbols}`,
    "SAFELIST",
    // Who sends too fast waits, and loses nothing.
    "SAFERATE",
    `SILENCE=${limits.silence}`,
    `STATUSMSG=${symbols}`,
    `TARGMAX=${targets.join(",")}`,
    `TOPICLEN=${limits.topic}`,
    "USERIP",
    `USERLEN=${limits.username}`,
    "UTF8ONLY",
    "WHOX",
    ...(settings.requireSasl ? ["draft/ACCOUNTREQUIRED"] : []),
    ...(settings.icon === null ? [] : [`draft/ICON=${settings.icon}`]),
  ];
}

function letters(modes: readonly { letter: string }[]): string {
  return modes.map((mode) => mode.letter).join("");
}

/** Sends what the server supports: 005, as many lines as it takes. */
export function replyIsupport(context: Context): void {
  const { network, protocol: { commands }, settings } = context;
  sendTokens(context, isupportTokens(network, settings, commands));
}

/**
 * Tells the clients which tokens a new configuration has changed.
 *
 * @param before the old settings
 * @see Modern IRC, "RPL_ISUPPORT (005)"; IRCv3 extended-isupport
 */
export function announceIsupport(
  network: Network,
  protocol: Protocol,
  before: Settings,
): void {
  const { commands } = protocol;
  const command = commands.get("ISUPPORT");
  const changes = changedTokens(
    isupportTokens(network, before, commands),
    isupportTokens(network, network.settings, commands),
  );
  if (command === undefined || changes.length === 0) return;
  for (const session of network.sessions.values()) {
    if (session.user === null && !session.has(EXTENDED)) continue;
    sendTokens(new Context(network, session, protocol, command), changes);
  }
}

/** Gives the new tokens and those with another value, then the names of those that are gone. */
function changedTokens(
  old: readonly string[],
  tokens: readonly string[],
): string[] {
  const nameOf = (token: string) => token.split("=", 1)[0];
  const names = new Set(tokens.map(nameOf));
  return [
    ...tokens.filter((token) => !old.includes(token)),
    ...old.map(nameOf).filter((name) => !names.has(name))
      .map((name) => `-${name}`),
  ];
}

const EXTENDED = "draft/extended-isupport";

function sendTokens(context: Context, tokens: readonly string[]): void {
  if (!context.session.has(EXTENDED)) return sendLines(context, tokens);
  context.batch("draft/isupport", [], () => sendLines(context, tokens));
}

function sendLines(context: Context, tokens: readonly string[]): void {
  const room = context.roomFor(RPL_ISUPPORT);
  const byRoom = packed.get(tokens) ??
    new Map<number, readonly (readonly string[])[]>();
  packed.set(tokens, byRoom);
  const lines = byRoom.get(room) ??
    [...packWords(tokens, room, TOKENS_A_LINE)].map((line) => line.split(" "));
  byRoom.set(room, lines);
  for (const line of lines) context.reply(RPL_ISUPPORT, ...line);
}
