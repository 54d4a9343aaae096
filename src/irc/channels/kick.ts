import { truncate } from "../names/text.ts";
import {
  ERR_CHANOPRIVSNEEDED,
  ERR_NEEDMOREPARAMS,
  ERR_NOSUCHCHANNEL,
  ERR_NOSUCHNICK,
  ERR_NOTONCHANNEL,
  ERR_TOOMANYTARGETS,
  ERR_USERNOTINCHANNEL,
} from "../wire/numerics.ts";
import { HALF_OPERATOR } from "../modes/index.ts";
import type { Command, UserContext } from "../session/context.ts";
import type { Channel } from "../state/channel.ts";
import { recordOfMember } from "../state/recording.ts";
import { findSeenChannel } from "../state/visibility.ts";
import { tellOfMember } from "../session/send.ts";
import { messageOf } from "../session/events.ts";

/** @see Modern IRC, "KICK message"; RFC 2812, 3.2.8 for lists of channels */
export const kick: Command = {
  name: "KICK",
  parameters: 2,
  registered: true,
  targets: "targets",
  syntax: "<channel> <nickname>{,<nickname>} [:<reason>]",
  help: "Removes users from a channel.",
  run(context, [names, nicks, given = ""]) {
    const reason = truncate(given, context.limits.reason) || context.user.nick;
    if (!names.includes(",")) return kickAll(context, names, nicks, reason);
    const channels = names.split(",");
    const users = nicks.split(",");
    if (channels.length !== users.length) {
      return context.fail(ERR_NEEDMOREPARAMS, this.name);
    }
    for (const [index, name] of channels.entries()) {
      if (index < context.limits.targets) {
        kickAll(context, name, users[index], reason);
      } else context.fail(ERR_TOOMANYTARGETS, name);
    }
  },
};

function kickAll(
  context: UserContext,
  name: string,
  list: string,
  reason: string,
): void {
  const { network, user } = context;
  const channel = findSeenChannel(network, user, name);
  if (channel === undefined) return context.fail(ERR_NOSUCHCHANNEL, name);
  const rank = channel.rankOf(user);
  if (rank === -1) return context.fail(ERR_NOTONCHANNEL, channel.name);
  if (rank < HALF_OPERATOR) {
    return context.fail(ERR_CHANOPRIVSNEEDED, channel.name);
  }
  const { targets, rest } = context.targets(list);
  for (const nick of targets) kickUser(context, channel, nick, reason);
  for (const nick of rest) context.fail(ERR_TOOMANYTARGETS, nick);
}

function kickUser(
  context: UserContext,
  channel: Channel,
  nick: string,
  reason: string,
): void {
  const { network, user } = context;
  const kicked = network.findUser(nick);
  if (kicked === undefined) return context.fail(ERR_NOSUCHNICK, nick);
  if (!channel.members.has(kicked)) {
    return context.fail(ERR_USERNOTINCHANNEL, kicked.nick, channel.name);
  }
  if (channel.rankOf(kicked) > channel.rankOf(user)) {
    return context.fail(ERR_CHANOPRIVSNEEDED, channel.name);
  }
  const params = [channel.name, kicked.nick];
  const event = network.event(user, "KICK", channel, params, reason);
  recordOfMember(network, channel, event, kicked);
  tellOfMember(channel, messageOf(event), kicked);
  network.leave(kicked, channel);
}
