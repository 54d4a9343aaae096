import { copy, truncate } from "../names/text.ts";
import {
  ERR_CANNOTSENDTOCHAN,
  ERR_CHANOPRIVSNEEDED,
  ERR_NOSUCHCHANNEL,
  ERR_NOTONCHANNEL,
  RPL_TRYAGAIN,
} from "../wire/numerics.ts";
import { HALF_OPERATOR } from "../modes/index.ts";
import type { Command, UserContext } from "../session/context.ts";
import type { Channel } from "../state/channel.ts";
import { editOf, hiddenBy } from "../messages/speech_rules.ts";
import { noteChannel } from "./registered.ts";
import { replyTopic } from "./topic_reply.ts";
import { byServer, messageOf } from "../session/events.ts";
import { isTooOften } from "../session/rates.ts";
import { tell } from "../session/send.ts";
import { recordOn } from "../state/recording.ts";
import {
  findSeenChannel,
  isSeenByAll,
  seesMember,
} from "../state/visibility.ts";

/** @see Modern IRC, "TOPIC message" */
export const topic: Command = {
  name: "TOPIC",
  parameters: 1,
  registered: true,
  syntax: "<channel> [:<topic>]",
  help: "Shows or sets the topic of a channel; an empty one clears it.",
  run(context, [name, text]) {
    const { network, user } = context;
    const channel = findSeenChannel(network, user, name);
    if (channel === undefined) return context.fail(ERR_NOSUCHCHANNEL, name);
    if (text === undefined) replyTopic(context, channel);
    else set(context, channel, truncate(text, context.limits.topic));
  },
};

function set(context: UserContext, channel: Channel, words: string): void {
  const { at, command, network, settings, user } = context;
  const rank = channel.rankOf(user);
  if (rank === -1) return context.fail(ERR_NOTONCHANNEL, channel.name);
  if (channel.modes.has("t") && rank < HALF_OPERATOR) {
    return context.fail(ERR_CHANOPRIVSNEEDED, channel.name);
  }
  const text = editOf(channel)(words);
  const mode = hiddenBy({ channel, user, command: command.name, text });
  if (mode !== null) {
    return context.fail(ERR_CANNOTSENDTOCHAN, channel.name, mode);
  }
  if (isTooOften(context, user, "topics")) {
    return context.fail(RPL_TRYAGAIN, command.name);
  }
  const { serverName } = settings;
  // Under +u, some must not learn who is there.
  const setBy = isSeenByAll(user, channel) ? user.source : serverName;
  channel.topic = text === "" ? null : { text: copy(text), setBy, setAt: at };
  noteChannel(network, channel, context.session);
  const event = network.event(user, "TOPIC", channel, [channel.name], text);
  const message = messageOf(event).share();
  const unnamed = byServer(event, serverName);
  const anonymous = messageOf(unnamed).share();
  recordOn(network, channel, isSeenByAll(user, channel) ? event : unnamed);
  for (const member of channel.members.keys()) {
    tell(member, seesMember(member, user, channel) ? message : anonymous);
  }
}
