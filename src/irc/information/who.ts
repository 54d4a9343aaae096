import { matchesMask } from "../names/mask.ts";
import { CHANNEL_TYPES } from "../names/names.ts";
import {
  type Numeric,
  RPL_ENDOFWHO,
  RPL_WHOREPLY,
  RPL_WHOSPCRPL,
} from "../wire/numerics.ts";
import { symbolsOf } from "../modes/index.ts";
import type { Channel } from "../state/channel.ts";
import type { Command, UserContext } from "../session/context.ts";
import type { User } from "../state/user.ts";
import { limitMatches } from "../session/limit_matches.ts";
import { comparisonWork } from "../session/work.ts";
import {
  addressFor,
  findSeenChannel,
  knowsOrigin,
  seesMember,
  seesUser,
} from "../state/visibility.ts";

/** @see Modern IRC, "WHO message"; IRCv3 whox */
export const who: Command = {
  name: "WHO",
  parameters: 0,
  registered: true,
  syntax: "[<channel, nickname or mask> [o][%<fields>[,<token>]]]",
  help: "Lists users with their usernames, hosts and real names.",
  work(network, [given = ""]) {
    if (CHANNEL_TYPES.includes(given[0] ?? " ")) {
      return network.findChannel(given)?.members.size ?? 0;
    }
    return network.findUser(given) === undefined
      ? comparisonWork(network.users.size, given)
      : 0;
  },
  run(context, [given = "", options = ""]) {
    const query = parseQuery(options);
    const found = find(context, given).filter(([user]) =>
      !query.operatorsOnly || user.operator !== null
    );
    for (const [user, channel] of limitMatches(context, found)) {
      const row = { context, user, channel, token: query.token };
      context.reply(query.numeric, ...query.fields.map((read) => read(row)));
    }
    context.reply(RPL_ENDOFWHO, given);
  },
};

/** Somebody who is found, and the channel that was asked for, if one was. */
type Match = readonly [user: User, channel: Channel | null];

function* find(context: UserContext, given: string): Generator<Match> {
  const { network, user } = context;
  if (CHANNEL_TYPES.includes(given[0] ?? " ")) {
    return yield* findOnChannel(context, given);
  }
  const exact = network.findUser(given);
  if (exact !== undefined) return yield [exact, null];
  const mask = given === "" || given === "0" ? "*" : given;
  for (const other of network.users.values()) {
    if (fits(mask, other, user) && seesUser(user, other)) yield [other, null];
  }
}

function* findOnChannel(
  { network, user }: UserContext,
  name: string,
): Generator<Match> {
  const channel = findSeenChannel(network, user, name);
  if (channel === undefined) return;
  for (const member of channel.members.keys()) {
    if (seesMember(user, member, channel)) yield [member, channel];
  }
}

function fits(mask: string, user: User, viewer: User): boolean {
  const { nick, source, username, host, realHost, realname } = user;
  const origin = knowsOrigin(viewer, user) ? [realHost] : [];
  return [nick, source, username, host, realname, ...origin]
    .some((field) => matchesMask(mask, field));
}

/** One reply: about whom, and to whom. */
interface Row {
  readonly context: UserContext;
  readonly user: User;
  readonly channel: Channel | null;
  readonly token: string;
}

type Field = (row: Row) => string;

/** The fields of WHOX by their letters, in the order in which they are sent. */
const FIELDS: readonly (readonly [letter: string, read: Field])[] = [
  ["t", ({ token }) => token],
  ["c", ({ channel }) => channel?.name ?? "*"],
  ["u", ({ user }) => user.username],
  ["i", ({ context, user }) => addressFor(context.user, user)],
  ["h", ({ user }) => user.host],
  ["s", ({ context }) => context.settings.serverName],
  ["n", ({ user }) => user.nick],
  ["f", flags],
  ["d", () => "0"],
  ["l", ({ context, user }) => idleSeconds(context, user)],
  ["a", ({ user }) => user.account ?? "0"],
  ["o", () => "n/a"],
  ["r", ({ user }) => user.realname],
];

/** What 352 is made of. */
const STANDARD_FIELDS = fieldsOf("cuhsnfr");

function fieldsOf(letters: string): Field[] {
  return FIELDS.filter(([letter]) => letters.includes(letter))
    .map(([, read]) => read);
}

function flags({ context, user, channel }: Row): string {
  const modes = channel?.members.get(user)?.modes ?? "";
  return (user.away === null ? "H" : "G") +
    (user.operator === null ? "" : "*") +
    symbolsOf(modes, context.session.has("multi-prefix")) +
    (user.is("B") ? "B" : "");
}

function idleSeconds({ at }: UserContext, { activeAt }: User): string {
  return String(Math.floor((at - activeAt) / 1000));
}

/** How the reply is to look, and who is left out. */
interface Query {
  readonly operatorsOnly: boolean;
  readonly numeric: Numeric;
  readonly fields: readonly Field[];
  readonly token: string;
}

function parseQuery(options: string): Query {
  const [letters, asked = ""] = options.split("%", 2);
  const [wanted, token = ""] = asked.split(",", 2);
  const fields = fieldsOf(wanted);
  return {
    operatorsOnly: letters.includes("o"),
    ...(fields.length === 0
      ? { numeric: RPL_WHOREPLY, fields: STANDARD_FIELDS }
      : { numeric: RPL_WHOSPCRPL, fields }),
    token: /^\d{1,3}$/.test(token) ? token : "0",
  };
}
