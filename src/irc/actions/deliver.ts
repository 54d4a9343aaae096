import { CHANNEL_TYPES } from "../wire/names.ts";
import { message } from "../wire/message.ts";
import {
  ERR_CANNOTSENDTOCHAN,
  ERR_NORECIPIENT,
  ERR_NOSUCHCHANNEL,
  ERR_NOSUCHNICK,
  ERR_NOTEXTTOSEND,
  ERR_TOOMANYTARGETS,
  type Numeric,
} from "../wire/numerics.ts";
import type { UserContext } from "../context.ts";
import { silencedBy } from "./access.ts";

/**
 * Carries PRIVMSG and NOTICE to the channels and users that it names.
 *
 * @param context who speaks, with which of the two commands
 * @param params the list of targets and the text
 * @param fail what becomes of refusals: NOTICE must not be answered
 * @see Modern IRC, "PRIVMSG message" and "NOTICE message"
 */
export function deliver(
  context: UserContext,
  [list = "", text = ""]: readonly string[],
  fail: (numeric: Numeric, ...params: string[]) => void,
): void {
  const { command: { name }, user } = context;
  const { targets, rest } = context.targets(list);
  if (targets.length === 0) return fail(ERR_NORECIPIENT, name);
  if (text === "") return fail(ERR_NOTEXTTOSEND);
  user.activeAt = context.at;
  for (const target of targets) {
    if (CHANNEL_TYPES.includes(target[0])) {
      deliverToChannel(context, target, text, fail);
    } else deliverToUser(context, target, text, fail);
  }
  for (const target of rest) fail(ERR_TOOMANYTARGETS, target);
}

function deliverToChannel(
  { command, network, user }: UserContext,
  target: string,
  text: string,
  fail: (numeric: Numeric, ...params: string[]) => void,
): void {
  const channel = network.findChannel(target);
  if (channel === undefined) return fail(ERR_NOSUCHCHANNEL, target);
  const mode = silencedBy(channel, user);
  if (mode !== null) return fail(ERR_CANNOTSENDTOCHAN, channel.name, mode);
  channel.send(message(user.source, command.name, [channel.name], text), user);
}

function deliverToUser(
  { command, network, user }: UserContext,
  target: string,
  text: string,
  fail: (numeric: Numeric, ...params: string[]) => void,
): void {
  const recipient = network.findUser(target);
  if (recipient === undefined) return fail(ERR_NOSUCHNICK, target);
  recipient.send(message(user.source, command.name, [recipient.nick], text));
}
