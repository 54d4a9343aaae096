import { CHANNEL_TYPES } from "../wire/names.ts";
import { stripFormatting } from "../wire/formatting.ts";
import { matchesMask } from "../wire/mask.ts";
import { message, type OutgoingMessage } from "../wire/message.ts";
import {
  ERR_CANNOTSENDTOCHAN,
  ERR_NOPRIVILEGES,
  ERR_NOPRIVS,
  ERR_NORECIPIENT,
  ERR_NOSUCHCHANNEL,
  ERR_NOSUCHNICK,
  ERR_NOTEXTTOSEND,
  ERR_TOOMANYTARGETS,
  RPL_AWAY,
} from "../wire/numerics.ts";
import { rankOfSymbol } from "../modes/index.ts";
import type { Channel } from "../channel.ts";
import type { User } from "../user.ts";
import type { Fail, UserContext } from "../context.ts";
import { refusesPrivately } from "./private_rules.ts";
import { silencedBy } from "./speech_rules.ts";

/**
 * Carries PRIVMSG and NOTICE to the channels and users that it names.
 *
 * @param context who speaks, with which of the two commands
 * @param params the list of targets and the text
 * @param fail what becomes of refusals, and of RPL_AWAY: NOTICE must not be answered
 * @see Modern IRC, "PRIVMSG message" and "NOTICE message"
 */
export function deliver(
  context: UserContext,
  [list = "", text = ""]: readonly string[],
  fail: Fail,
): void {
  const { command: { name }, user } = context;
  const { targets, rest } = context.targets(list);
  if (targets.length === 0) return fail(ERR_NORECIPIENT, name);
  if (text === "") return fail(ERR_NOTEXTTOSEND);
  user.activeAt = context.at;
  for (const target of targets) deliverTo(context, target, text, fail);
  for (const target of rest) fail(ERR_TOOMANYTARGETS, target);
}

function deliverTo(
  context: UserContext,
  target: string,
  text: string,
  fail: Fail,
): void {
  if (CHANNEL_TYPES.includes(target[0])) {
    return deliverToChannel(context, target, text, fail);
  }
  if (target.startsWith("$")) return broadcast(context, target, text, fail);
  const [symbols, name] = statusTarget(target);
  if (name === "") return deliverToUser(context, target, text, fail);
  deliverToChannel(context, name, text, fail, symbols);
}

/** Takes `@%#channel` apart; the name is empty if it is no such target. */
function statusTarget(target: string): [symbols: string, name: string] {
  let at = 0;
  while (rankOfSymbol(target[at]) !== undefined) at++;
  const isStatus = at > 0 && CHANNEL_TYPES.includes(target[at] ?? " ");
  return isStatus ? [target.slice(0, at), target.slice(at)] : ["", ""];
}

function deliverToChannel(
  context: UserContext,
  target: string,
  text: string,
  fail: Fail,
  symbols = "",
): void {
  const { command, network, user } = context;
  const channel = network.findChannel(target);
  if (channel === undefined) return fail(ERR_NOSUCHCHANNEL, target);
  const mode = silencedBy({ channel, user, command: command.name, text });
  if (mode !== null) return fail(ERR_CANNOTSENDTOCHAN, channel.name, mode);
  const said = channel.modes.has("S") ? stripFormatting(text) : text;
  if (said === "") return fail(ERR_NOTEXTTOSEND);
  const where = symbols + channel.name;
  const line = message(user.source, command.name, [where], said);
  if (symbols === "" && !network.modeCounts.get("D")) channel.send(line, user);
  else sendToSome(channel, line, user, symbols);
  echo(context, line);
}

/** Leaves out the deaf (+D), and those below the lowest rank that is named. */
function sendToSome(
  channel: Channel,
  line: OutgoingMessage,
  speaker: User,
  symbols: string,
): void {
  const ranks = [...symbols].map((symbol) => rankOfSymbol(symbol) ?? 0);
  const least = Math.min(...ranks);
  line.encode();
  for (const member of channel.members.keys()) {
    if (member === speaker || member.is("D")) continue;
    if (symbols === "" || channel.rankOf(member) >= least) member.send(line);
  }
}

/** @see IRCv3 echo-message */
function echo(context: UserContext, line: OutgoingMessage): void {
  if (context.session.has("echo-message")) context.send(line);
}

function deliverToUser(
  context: UserContext,
  target: string,
  text: string,
  fail: Fail,
): void {
  const { command, network, user } = context;
  const recipient = network.findUser(target);
  if (recipient === undefined) return fail(ERR_NOSUCHNICK, target);
  if (refusesPrivately(context, recipient, text, fail)) return;
  const line = message(user.source, command.name, [recipient.nick], text);
  recipient.send(line);
  echo(context, line);
  if (recipient.away !== null) fail(RPL_AWAY, recipient.nick, recipient.away);
}

/** `$$mask`: everybody on the servers whose names fit, which is this one. */
function broadcast(
  { command, network, settings, user }: UserContext,
  target: string,
  text: string,
  fail: Fail,
): void {
  if (user.operator === null) return fail(ERR_NOPRIVILEGES);
  if (!user.may("announce")) return fail(ERR_NOPRIVS, "announce");
  const mask = target.replace(/^\$+/, "");
  if (!matchesMask(mask, settings.serverName)) {
    return fail(ERR_NOSUCHNICK, target);
  }
  const line = message(user.source, command.name, [target], text);
  for (const recipient of network.users.values()) recipient.send(line);
}
