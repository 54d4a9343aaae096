import { MAX_CHANNELS } from "../wire/limits.ts";
import { message } from "../wire/message.ts";
import { isChannelName } from "../wire/names.ts";
import {
  ERR_BADCHANNELKEY,
  ERR_BANNEDFROMCHAN,
  ERR_CHANNELISFULL,
  ERR_INVITEONLYCHAN,
  ERR_NOSUCHCHANNEL,
  ERR_TOOMANYCHANNELS,
  ERR_TOOMANYTARGETS,
  type Numeric,
} from "../wire/numerics.ts";
import { DEFAULT_FLAGS } from "../modes/index.ts";
import type { Command, UserContext } from "../context.ts";
import type { Channel } from "../channel.ts";
import type { User } from "../user.ts";
import { isBanned } from "../actions/access.ts";
import { replyNames } from "../actions/names.ts";
import { partChannel } from "../actions/part.ts";
import { replyTopic } from "../actions/topic.ts";

/** @see Modern IRC, "JOIN message" */
export const join: Command = {
  name: "JOIN",
  parameters: 1,
  registered: true,
  syntax: "<channel>{,<channel>} [<key>{,<key>}] | 0",
  help: "Joins channels, or leaves all of them.",
  run(context, [list, keyList = ""]) {
    if (list === "0") return partAll(context);
    const names = list.split(",");
    const keys = keyList.split(",");
    const { targets, rest } = context.targets(list);
    for (const name of targets) {
      joinChannel(context, name, keys[names.indexOf(name)] ?? "");
    }
    for (const name of rest) context.fail(ERR_TOOMANYTARGETS, name);
  },
};

function partAll({ network, user }: UserContext): void {
  for (const channel of [...user.channels]) partChannel(network, user, channel);
}

function joinChannel(context: UserContext, name: string, key: string): void {
  const { network, user } = context;
  if (!isChannelName(name)) return context.fail(ERR_NOSUCHCHANNEL, name);
  const existing = network.findChannel(name);
  if (existing?.members.has(user)) return;
  if (user.channels.size >= MAX_CHANNELS) {
    return context.fail(ERR_TOOMANYCHANNELS, name);
  }
  const refusal = existing === undefined
    ? null
    : joinRefusal(existing, user, key);
  if (refusal !== null) return context.fail(refusal, name);
  const channel = existing ??
    network.createChannel(name, DEFAULT_FLAGS, context.at);
  network.join(user, channel, existing === undefined ? "o" : "");
  channel.send(message(user.source, "JOIN", [channel.name]));
  if (channel.topic !== null) replyTopic(context, channel);
  replyNames(context, channel);
}

function joinRefusal(
  channel: Channel,
  user: User,
  key: string,
): Numeric | null {
  if (channel.invited.has(user)) return null;
  const { modes } = channel;
  if (isBanned(channel, user)) return ERR_BANNEDFROMCHAN;
  if (modes.has("i")) return ERR_INVITEONLYCHAN;
  if (modes.has("k") && modes.get("k") !== key) return ERR_BADCHANNELKEY;
  if (channel.members.size >= Number(modes.get("l") ?? Infinity)) {
    return ERR_CHANNELISFULL;
  }
  return null;
}
