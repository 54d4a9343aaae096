import { truncate } from "../names/text.ts";
import {
  ERR_CANNOTSENDTOCHAN,
  ERR_CHANOPRIVSNEEDED,
  ERR_NOSUCHCHANNEL,
  ERR_NOTONCHANNEL,
} from "../wire/numerics.ts";
import { HALF_OPERATOR } from "../modes/index.ts";
import type { Command, UserContext } from "../session/context.ts";
import type { Channel } from "../state/channel.ts";
import { editOf, silencedBy } from "../messages/speech_rules.ts";
import { replyTopic } from "./topic_reply.ts";
import { tellChannel } from "../session/send.ts";
import { isVisible } from "../state/visibility.ts";
import { messageOf } from "../session/events.ts";

/** @see Modern IRC, "TOPIC message" */
export const topic: Command = {
  name: "TOPIC",
  parameters: 1,
  registered: true,
  syntax: "<channel> [:<topic>]",
  help: "Shows or sets the topic of a channel; an empty one clears it.",
  run(context, [name, text]) {
    const channel = context.network.findChannel(name);
    if (channel === undefined) return context.fail(ERR_NOSUCHCHANNEL, name);
    if (text === undefined) show(context, channel);
    else set(context, channel, truncate(text, context.limits.topic));
  },
};

function show(context: UserContext, channel: Channel): void {
  if (!isVisible(channel, context.user)) {
    return context.fail(ERR_NOTONCHANNEL, channel.name);
  }
  replyTopic(context, channel);
}

function set(context: UserContext, channel: Channel, words: string): void {
  const { at, command, network, user } = context;
  const rank = channel.rankOf(user);
  if (rank === -1) return context.fail(ERR_NOTONCHANNEL, channel.name);
  if (channel.modes.has("t") && rank < HALF_OPERATOR) {
    return context.fail(ERR_CHANOPRIVSNEEDED, channel.name);
  }
  const text = editOf(channel)(words);
  const mode = silencedBy({ channel, user, command: command.name, text });
  if (mode !== null) {
    return context.fail(ERR_CANNOTSENDTOCHAN, channel.name, mode);
  }
  channel.topic = text === "" ? null : { text, setBy: user.source, setAt: at };
  const event = network.event(user, "TOPIC", channel, [channel.name], text);
  tellChannel(channel, messageOf(event));
}
