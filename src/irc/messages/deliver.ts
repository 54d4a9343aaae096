import { CHANNEL_TYPES } from "../names/names.ts";
import { matchesMask } from "../names/mask.ts";
import type { OutgoingMessage } from "../wire/outgoing.ts";
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
  RPL_TRYAGAIN,
} from "../wire/numerics.ts";
import { rankOfSymbol } from "../modes/index.ts";
import type { HistoryEvent } from "../state/archive.ts";
import type { Event } from "../state/event.ts";
import {
  isWorthKeeping,
  parentOf,
  recordOn,
  recordPrivately,
} from "../state/recording.ts";
import type { BatchLine } from "../state/session_state.ts";
import type { Channel } from "../state/channel.ts";
import type { User } from "../state/user.ts";
import type { Fail, UserContext } from "../session/context.ts";
import { echo, tellAudience } from "./audience.ts";
import { relayedTags } from "./client_tags.ts";
import { rarely, refusesPrivately, silences } from "./private_rules.ts";
import { seesChannel } from "../state/visibility.ts";
import { editOf, silencedBy, unchanged } from "./speech_rules.ts";
import { isTooManyTargets } from "../session/rates.ts";
import { serviceAt } from "../session/services.ts";
import { tellService } from "./to_services.ts";
import { messageOf } from "../session/events.ts";
import { sendBeside } from "../session/send.ts";

/** What somebody says. */
export interface Utterance {
  /** PRIVMSG, NOTICE or TAGMSG */
  readonly command: string;
  /**
   * Gives all of its text; null for tags alone.
   *
   * @param edit changes a text where the target wants that; "" drops it
   */
  text(edit: (text: string) => string): string | null;
  /** Its client-only tags as they stand on the wire, "" for none */
  readonly clientTags: string;
  /**
   * Gives the lines of a message of several; null for one of one line.
   *
   * @param edit changes a text where the target wants that; "" drops it
   */
  lines(edit: (text: string) => string): readonly BatchLine[] | null;
  /**
   * Gives what goes over the wire, one message after the other.
   *
   * @param said it, as what happened
   * @param edit changes a text where the target wants that; "" drops it
   */
  compose(
    said: HistoryEvent,
    edit: (text: string) => string,
  ): readonly OutgoingMessage[];
}

/** What goes over the wire as one message. */
export class SingleUtterance implements Utterance {
  constructor(
    readonly command: string,
    /** What is said; null for tags alone */
    readonly said: string | null,
    readonly clientTags: string,
  ) {}

  text(edit: (text: string) => string): string | null {
    return this.said === null ? null : edit(this.said);
  }

  lines(): null {
    return null;
  }

  compose(said: HistoryEvent): readonly OutgoingMessage[] {
    return [messageOf(said, this.said === null ? ONLY_TAGS : null)];
  }
}

const ONLY_TAGS = { needs: "message-tags" } as const;

/**
 * Carries PRIVMSG, NOTICE or TAGMSG to the channels and users that it names.
 *
 * @param list the targets
 * @param text null for tags alone
 * @see Modern IRC, "PRIVMSG message" and "NOTICE message"
 */
export function deliver(
  context: UserContext,
  list: string,
  text: string | null,
): void {
  const { command, tags } = context;
  const clientTags = relayedTags(context, tags);
  const said = new SingleUtterance(command.name, text, clientTags);
  deliverUtterance(context, list, said);
}

/**
 * Carries what is said to the channels and users that are named.
 *
 * @param list the targets
 * @param said NOTICE must not be answered, not even by a refusal
 * @see Modern IRC, "PRIVMSG message" and "NOTICE message"
 */
export function deliverUtterance(
  context: UserContext,
  list: string,
  said: Utterance,
): void {
  const fail: Fail = said.command === "NOTICE"
    ? () => {}
    : (reply, ...params) => context.fail(reply, ...params);
  const { targets, rest } = context.targets(list);
  if (targets.length === 0) return fail(ERR_NORECIPIENT, said.command);
  const text = said.text(unchanged);
  if (text === "") return fail(ERR_NOTEXTTOSEND);
  // To be seen writing is not to have said something.
  if (text !== null) context.user.activeAt = context.at;
  for (const target of targets) {
    deliverTo(context, target, said, targets.length === 1, fail);
  }
  for (const target of rest) fail(ERR_TOOMANYTARGETS, target);
}

/** @param isAlone true if it is for no other target */
function deliverTo(
  context: UserContext,
  target: string,
  said: Utterance,
  isAlone: boolean,
  fail: Fail,
): void {
  if (CHANNEL_TYPES.includes(target[0])) {
    return deliverToChannel(context, target, said, fail);
  }
  const recipient = context.network.findUser(target);
  if (recipient !== undefined) {
    return deliverToUser(context, recipient, said, fail);
  }
  if (target.startsWith("$")) return broadcast(context, target, said, fail);
  const [symbols, name] = statusTarget(target);
  if (name !== "") {
    return deliverToChannel(context, name, said, fail, symbols);
  }
  const service = serviceAt(context, target);
  if (service === undefined) fail(ERR_NOSUCHNICK, target);
  // What is for a service may hold a password, and what it asks of the shell is answered once.
  else if (!isAlone) fail(ERR_TOOMANYTARGETS, target);
  else tellService(context, service, said.command, said.text(unchanged));
}

/**
 * Takes `@%#channel` apart into its symbols and the channel's name; both are "" if it is no such target.
 *
 * @see Modern IRC, "STATUSMSG parameter"
 */
export function statusTarget(
  target: string,
): [symbols: string, name: string] {
  let at = 0;
  while (rankOfSymbol(target[at]) !== undefined) at++;
  const isStatus = at > 0 && CHANNEL_TYPES.includes(target[at] ?? " ");
  return isStatus ? [target.slice(0, at), target.slice(at)] : ["", ""];
}

function deliverToChannel(
  context: UserContext,
  target: string,
  said: Utterance,
  fail: Fail,
  symbols = "",
): void {
  const { network, user } = context;
  const channel = network.findChannel(target);
  if (channel === undefined) return fail(ERR_NOSUCHCHANNEL, target);
  const { clientTags, command } = said;
  const edit = editOf(channel);
  // What counts is what is heard.
  const text = said.text(edit);
  const speech = { channel, user, command, text: text ?? "", clientTags };
  const mode = silencedBy(speech);
  if (mode !== null) {
    // Who gets nothing through must not learn that the channel exists.
    const refuse = text === null ? rarely(context, channel, fail) : fail;
    return seesChannel(user, channel)
      ? refuse(ERR_CANNOTSENDTOCHAN, channel.name, mode)
      : refuse(ERR_NOSUCHCHANNEL, target);
  }
  if (edit !== unchanged && text !== null && isBlank(text)) {
    return fail(ERR_NOTEXTTOSEND);
  }
  const where = symbols + channel.name;
  const least = leastRank(symbols);
  const event = eventOf(context, said, where, channel, edit, least);
  if (isKept(said)) recordOn(network, channel, event);
  const lines = said.compose(event, edit);
  tellAudience(network, channel, lines, { text, speaker: user, least });
  echo(user, lines);
}

/** True if all of its lines are empty. */
function isBlank(text: string): boolean {
  return /^\n*$/.test(text);
}

function eventOf(
  { network, user }: UserContext,
  said: Utterance,
  where: string,
  target: Channel | User | null,
  edit = unchanged,
  leastRank = 0,
): Event {
  const { clientTags, command } = said;
  const text = said.text(edit) ?? undefined;
  const lines = said.lines(edit);
  const parent = text === undefined ? parentOf(clientTags) : null;
  const params = [where];
  const event = leastRank === 0 && lines === null && parent === null
    ? network.event(user, command, target, params, text, clientTags)
    : network.event(user, command, target, params, text, clientTags, {
      leastRank,
      lines,
      parent,
    });
  network.remember(user, event, leastRank);
  return event;
}

/** To be seen writing is not to have said something. */
function isKept({ clientTags, command }: Utterance): boolean {
  return command !== "TAGMSG" || isWorthKeeping(clientTags);
}

/** The lowest rank that is named; 0 for none. */
function leastRank(symbols: string): number {
  const ranks = [...symbols].map((symbol) => rankOfSymbol(symbol) ?? 0);
  return ranks.length === 0 ? 0 : Math.min(...ranks);
}

function deliverToUser(
  context: UserContext,
  recipient: User,
  said: Utterance,
  fail: Fail,
): void {
  const { network, user } = context;
  if (isTooManyTargets(context, user, recipient)) {
    return fail(RPL_TRYAGAIN, said.command);
  }
  const text = said.text(unchanged);
  // Who is silenced sees no difference.
  const isSilenced = silences(recipient, user);
  const refuse = text === null ? rarely(context, recipient, fail) : fail;
  if (!isSilenced && refusesPrivately(context, recipient, text, refuse)) return;
  const event = eventOf(context, said, recipient.nick, recipient);
  if (isKept(said)) {
    recordPrivately(network, user, recipient, event, isSilenced);
  }
  const lines = said.compose(event, unchanged);
  if (!isSilenced) give(recipient, lines);
  echo(user, lines);
  if (recipient.away !== null && text !== null) {
    fail(RPL_AWAY, recipient.nick, recipient.away);
  }
}

/** What arrives is no answer to who said it, not even to oneself. */
function give(recipient: User, lines: readonly OutgoingMessage[]): void {
  for (const session of recipient.sessions) {
    for (const line of lines) sendBeside(session, line);
  }
}

/** `$$mask`: everybody on the servers whose names fit, which is this one. */
function broadcast(
  context: UserContext,
  target: string,
  said: Utterance,
  fail: Fail,
): void {
  const { network, settings, user } = context;
  if (user.operator === null) return fail(ERR_NOPRIVILEGES);
  if (!user.may("announce")) return fail(ERR_NOPRIVS, "announce");
  const mask = target.replace(/^\$+/, "");
  if (!matchesMask(mask, settings.serverName)) {
    return fail(ERR_NOSUCHNICK, target);
  }
  const event = eventOf(context, said, target, null);
  const lines = said.compose(event, unchanged);
  for (const line of lines) line.share();
  for (const recipient of network.users.values()) give(recipient, lines);
  echo(user, lines);
}
