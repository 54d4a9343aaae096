import { CHANNEL_TYPES } from "../names/names.ts";
import {
  FAIL_REDACT_FORBIDDEN,
  FAIL_REDACT_INVALID_TARGET,
  FAIL_UNKNOWN_MSGID,
  type StandardReply,
} from "../wire/standard_replies.ts";
import { truncate } from "../names/text.ts";
import { HALF_OPERATOR } from "../modes/index.ts";
import type { Channel } from "../state/channel.ts";
import type { Command, UserContext } from "../session/context.ts";
import type { KnownMessage } from "../state/known_messages.ts";
import type { User } from "../state/user.ts";
import { statusTarget } from "./deliver.ts";
import { findBetween, findOn } from "./said.ts";
import {
  isOwn,
  type Redaction,
  redactOnChannel,
  redactPrivately,
} from "./redaction.ts";

/** @see IRCv3 message-redaction */
export const redact: Command = {
  name: "REDACT",
  parameters: 2,
  registered: true,
  capability: "draft/message-redaction",
  syntax: "<channel or nickname> <msgid> [:<reason>]",
  help: "Takes a message back, your own or one on a channel that you moderate.",
  run(context, [target, id, ...words]) {
    const reason = truncate(words.join(" "), context.limits.reason);
    const refusal = takeBack(context, target, { id, reason });
    if (refusal !== null) context.fail(...refusal);
  },
};

/** Why a message is not taken back, and what that is about. */
export type RedactRefusal = readonly [StandardReply, ...string[]];

/**
 * Takes a message back, if who asks may do that.
 *
 * @returns why not; null if it is done
 */
export function takeBack(
  context: UserContext,
  target: string,
  redaction: Redaction,
): RedactRefusal | null {
  const [symbols, name] = statusTarget(target);
  if (CHANNEL_TYPES.includes(target[0])) {
    return onChannel(context, "", target, redaction);
  }
  return name === ""
    ? privately(context, target, redaction)
    : onChannel(context, symbols, name, redaction);
}

/** Who is not on a channel learns nothing of it, not even that it exists. */
function onChannel(
  context: UserContext,
  symbols: string,
  name: string,
  redaction: Redaction,
): RedactRefusal | null {
  const { network, user } = context;
  const target = symbols + name;
  const channel = network.findChannel(name);
  const isOutside = !channel?.members.has(user) && !user.may("override");
  if (channel === undefined || isOutside) {
    return [FAIL_REDACT_INVALID_TARGET, target];
  }
  const { id } = redaction;
  const known = findOn(network, channel, user, id);
  if (known === undefined || !mayKnow(known, channel, user)) {
    return [FAIL_UNKNOWN_MSGID, target, id];
  }
  if (!mayRedact(context, known, channel)) {
    return [FAIL_REDACT_FORBIDDEN, target, id];
  }
  const where = symbols + channel.name;
  redactOnChannel(context, channel, where, known, redaction);
  return null;
}

/** What was said to some ranks alone is unknown to those below. */
function mayKnow(known: KnownMessage, channel: Channel, user: User): boolean {
  return isOwn(known, user) || user.may("override") ||
    channel.rankOf(user) >= known.leastRank;
}

/** As with KICK: those who moderate, except against a higher rank. */
function mayRedact(
  { network, user }: UserContext,
  known: KnownMessage,
  channel: Channel,
): boolean {
  const rank = channel.rankOf(user);
  const sender = network.usersById.get(known.sender) ??
    channel.members.keys().find((member) => isOwn(known, member));
  return isOwn(known, user) || user.may("override") ||
    rank >= HALF_OPERATOR &&
      (sender === undefined || rank >= channel.rankOf(sender));
}

function privately(
  context: UserContext,
  target: string,
  redaction: Redaction,
): RedactRefusal | null {
  const { network, user } = context;
  const other = network.findUser(target);
  if (other === undefined) {
    return [FAIL_REDACT_INVALID_TARGET, target];
  }
  const { id } = redaction;
  const known = findBetween(network, user, other, id);
  if (known?.target === user.id && isOwn(known, other) && other !== user) {
    return [FAIL_REDACT_FORBIDDEN, target, id];
  }
  if (known?.target !== other.id || !isOwn(known, user)) {
    return [FAIL_UNKNOWN_MSGID, target, id];
  }
  redactPrivately(context, other, redaction);
  return null;
}
