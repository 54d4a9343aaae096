import { VISIBLE_TO_ALL } from "../wire/metadata_values.ts";
import { packWords } from "../names/text.ts";
import {
  ERR_NONICKNAMEGIVEN,
  ERR_NOSUCHNICK,
  RPL_AWAY,
  RPL_ENDOFWHOIS,
  RPL_WHOISACCOUNT,
  RPL_WHOISACTUALLY,
  RPL_WHOISBOT,
  RPL_WHOISCERTFP,
  RPL_WHOISCHANNELS,
  RPL_WHOISGATEWAY,
  RPL_WHOISIDLE,
  RPL_WHOISKEYVALUE,
  RPL_WHOISMODES,
  RPL_WHOISOPERATOR,
  RPL_WHOISSECURE,
  RPL_WHOISSERVER,
  RPL_WHOISSPECIAL,
  RPL_WHOISUSER,
} from "../wire/numerics.ts";
import { symbolsOf } from "../modes/index.ts";
import type {
  Command,
  ServicePresence,
  UserContext,
} from "../session/context.ts";
import { findService } from "../session/services.ts";
import { valuesOf } from "../metadata/values.ts";
import type { User } from "../state/user.ts";
import { meansThisServer } from "./server_parameter.ts";
import { knowsOrigin, seesMember } from "../state/visibility.ts";

/** @see Modern IRC, "WHOIS message" */
export const whois: Command = {
  name: "WHOIS",
  parameters: 0,
  registered: true,
  targets: "targets",
  syntax: "[<server>] <nickname>{,<nickname>}",
  help: "Tells what there is to know of users.",
  run(context, params) {
    const [server, list] = params.length > 1 ? params : ["", params[0] ?? ""];
    const { targets } = context.targets(list);
    if (targets.length === 0) return context.fail(ERR_NONICKNAMEGIVEN);
    if (!meansThisServer(context, server)) return;
    for (const nick of targets) {
      const service = findService(context.protocol, nick);
      const target = context.network.findUser(nick);
      if (service !== undefined) describeService(context, service);
      else if (target === undefined) context.fail(ERR_NOSUCHNICK, nick);
      else describe(context, target);
      context.reply(RPL_ENDOFWHOIS, nick);
    }
  },
};

function describeService(
  context: UserContext,
  { nick, realname }: ServicePresence,
): void {
  const { description, serverName } = context.settings;
  context.reply(RPL_WHOISUSER, nick, nick, serverName, "*", realname);
  context.reply(RPL_WHOISSERVER, nick, serverName, description);
}

function describe(context: UserContext, target: User): void {
  const { settings } = context;
  const { nick, username, host, realname, account, away, operator } = target;
  context.reply(RPL_WHOISUSER, nick, username, host, "*", realname);
  if (knowsOrigin(context.user, target)) describeOrigin(context, target);
  describeChannels(context, target);
  const { description, serverName } = settings;
  context.reply(RPL_WHOISSERVER, nick, serverName, description);
  if (away !== null) context.reply(RPL_AWAY, nick, away);
  if (operator !== null) {
    context.reply(RPL_WHOISOPERATOR, nick, operator.class);
  }
  if (target.is("B")) context.reply(RPL_WHOISBOT, nick);
  if (account !== null) context.reply(RPL_WHOISACCOUNT, nick, account);
  if (target.secure && target.sessions.length > 0) {
    context.reply(RPL_WHOISSECURE, nick);
  }
  describeTimes(context, target);
  describeMetadata(context, target);
}

/** @see draft/metadata-3, "`RPL_WHOISKEYVALUE` numeric" */
function describeMetadata(context: UserContext, target: User): void {
  if (!context.session.has("draft/metadata-3")) return;
  for (const { of, key, value } of valuesOf(target.nick, target)) {
    context.reply(RPL_WHOISKEYVALUE, of, key, VISIBLE_TO_ALL, value);
  }
}

/** Each connection has its own; those that tell the same are told of once. */
function describeOrigin(context: UserContext, target: User): void {
  const { nick, modes, sessions, username } = target;
  const origins = new Map(
    sessions.map(({ host, hostname }) => [`${hostname ?? host} ${host}`, host]),
  );
  for (const [origin, host] of origins) {
    const [name] = origin.split(" ");
    context.reply(RPL_WHOISACTUALLY, nick, `${username}@${name}`, host);
  }
  for (const shown of new Set(sessions.map((each) => each.certificate))) {
    if (shown !== null) context.reply(RPL_WHOISCERTFP, nick, shown);
  }
  for (const { gateway, host } of sessions) {
    if (gateway === null) continue;
    context.reply(RPL_WHOISGATEWAY, nick, host, host, gateway);
  }
  context.reply(RPL_WHOISMODES, nick, `+${modes}`);
  const leftAt = target.kept?.leftAt ?? null;
  if (leftAt === null) return;
  const since = new Date(leftAt).toUTCString();
  context.reply(RPL_WHOISSPECIAL, nick, `has no connection since ${since}`);
}

function describeChannels(context: UserContext, target: User): void {
  const { nick } = target;
  const room = context.roomFor(RPL_WHOISCHANNELS, nick);
  for (const line of packWords(visibleChannels(context, target), room)) {
    context.reply(RPL_WHOISCHANNELS, nick, line);
  }
}

function* visibleChannels(
  { session, user }: UserContext,
  target: User,
): Generator<string> {
  for (const channel of target.channels) {
    if (!seesMember(user, target, channel)) {
      continue;
    }
    const modes = channel.members.get(target)?.modes ?? "";
    yield symbolsOf(modes, session.has("multi-prefix")) + channel.name;
  }
}

function describeTimes(context: UserContext, target: User): void {
  const { nick, activeAt, signedOnAt } = target;
  const idle = Math.floor((context.at - activeAt) / 1000);
  const signedOn = Math.floor(signedOnAt / 1000);
  context.reply(RPL_WHOISIDLE, nick, String(idle), String(signedOn));
}
