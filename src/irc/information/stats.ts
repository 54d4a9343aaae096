import {
  ERR_NOPRIVILEGES,
  RPL_ENDOFSTATS,
  RPL_STATSCOMMANDS,
  RPL_STATSDEBUG,
  RPL_STATSDLINE,
  RPL_STATSKLINE,
  RPL_STATSLINKINFO,
  RPL_STATSOLINE,
  RPL_STATSUPTIME,
} from "../wire/numerics.ts";
import type { Command, UserContext } from "../session/context.ts";
import { DEFCON_HELP } from "../state/defcon.ts";
import { meansThisServer } from "./server_parameter.ts";

/** One letter that STATS is asked for. */
interface Query {
  /** True if only operators are told */
  readonly forOperators: boolean;
  answer(context: UserContext): void;
}

const queries: ReadonlyMap<string, Query> = new Map([
  ["c", { forOperators: true, answer: replyDefcon }],
  ["d", { forOperators: true, answer: (context) => replyBans(context, true) }],
  ["k", { forOperators: true, answer: (context) => replyBans(context, false) }],
  ["l", { forOperators: false, answer: replyConnections }],
  ["m", { forOperators: false, answer: replyCommands }],
  ["o", { forOperators: true, answer: replyOperatorSettings }],
  ["p", { forOperators: false, answer: replyOperators }],
  ["u", { forOperators: false, answer: replyUptime }],
]);

/** @see Modern IRC, "STATS message" */
export const stats: Command = {
  name: "STATS",
  parameters: 1,
  registered: true,
  syntax: `${[...queries.keys()].join(" | ")} [<server>]`,
  help:
    "Shows DEFCON (c), bans (d, k), connections (l), the use of commands (m), " +
    "who may be (o) and who is operator (p), the uptime (u).",
  run(context, [letter, server]) {
    if (!meansThisServer(context, server)) return;
    const query = queries.get(letter.toLowerCase());
    if (query?.forOperators && context.user.operator === null) {
      context.fail(ERR_NOPRIVILEGES);
    } else query?.answer(context);
    context.reply(RPL_ENDOFSTATS, letter);
  },
};

function seconds(milliseconds: number): string {
  return String(Math.floor(milliseconds / 1000));
}

/** @param ofAddresses false for those of masks, whatever these are masks of */
function replyBans(context: UserContext, ofAddresses: boolean): void {
  const numeric = ofAddresses ? RPL_STATSDLINE : RPL_STATSKLINE;
  for (const ban of context.network.records.bans.values()) {
    const { expiresAt, kind, mask, reason, setAt, setBy } = ban;
    if ((kind === "D") !== ofAddresses) continue;
    const length = expiresAt === null ? "0" : seconds(expiresAt - setAt);
    context.reply(numeric, kind, mask, seconds(setAt), length, setBy, reason);
  }
}

/** Users see their own connection, operators all of them. */
function replyConnections(context: UserContext): void {
  const { at, network, session, user } = context;
  const shown = user.operator === null ? [session] : network.sessions.values();
  for (const connection of shown) {
    const { user } = connection;
    if (user === null) continue;
    const { nick, username } = user;
    context.reply(
      RPL_STATSLINKINFO,
      `${nick}[${username}@${connection.host}]`,
      // What waits to be sent is known to the shell alone.
      "0",
      String(connection.linesSent),
      kilobytes(connection.charactersSent),
      String(connection.linesReceived),
      kilobytes(connection.charactersReceived),
      seconds(at - connection.openedAt),
    );
  }
}

function kilobytes(characters: number): string {
  return String(Math.floor(characters / 1024));
}

function replyCommands(context: UserContext): void {
  for (const [name, { count }] of context.network.commandCounts) {
    context.reply(RPL_STATSCOMMANDS, name, String(count));
  }
}

function replyOperatorSettings(context: UserContext): void {
  for (const operator of context.settings.operators) {
    for (const mask of operator.hosts) {
      const { name, class: className } = operator;
      context.reply(RPL_STATSOLINE, "O", mask, "*", name, "0", className);
    }
  }
}

function replyOperators(context: UserContext): void {
  for (const user of context.network.users.values()) {
    const { nick, username, host, operator } = user;
    if (operator === null) continue;
    const who = `${nick} (${username}@${host})`;
    context.reply(RPL_STATSDEBUG, "p", who);
  }
}

function replyDefcon(context: UserContext): void {
  const { defcon } = context.network;
  const text = `DEFCON ${defcon}: ${DEFCON_HELP[defcon]}`;
  context.reply(RPL_STATSDEBUG, "c", text);
}

function replyUptime(context: UserContext): void {
  const { at, network: { createdAt } } = context;
  const total = Math.floor((at - createdAt) / 1000);
  const days = Math.floor(total / 86_400);
  const [hours, minutes, rest] = [
    Math.floor(total / 3600) % 24,
    Math.floor(total / 60) % 60,
    total % 60,
  ];
  const pad = (value: number) => String(value).padStart(2, "0");
  context.reply(
    RPL_STATSUPTIME,
    String(days),
    `${hours}:${pad(minutes)}:${pad(rest)}`,
  );
}
