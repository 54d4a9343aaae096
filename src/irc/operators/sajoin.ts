import { isChannelName } from "../names/names.ts";
import {
  ERR_CHANNELCLOSED,
  ERR_NOSUCHCHANNEL,
  ERR_NOSUCHNICK,
  ERR_USERONCHANNEL,
  RPL_TRYAGAIN,
} from "../wire/numerics.ts";
import type { Command } from "../session/context.ts";
import { createAndEnter, enterAny } from "../channels/entering.ts";
import {
  closedFor,
  findAnyChannel,
  isChannelPending,
} from "../channels/registered.ts";
import { notice } from "../session/notices.ts";

/** Makes a user a member, whatever keeps others out. */
export const sajoin: Command = {
  name: "SAJOIN",
  parameters: 2,
  registered: true,
  privilege: "override",
  syntax: "<nickname> <channel>",
  help: "Makes a user join a channel.",
  run(context, [nick, name]) {
    const { limits, network, user } = context;
    const target = network.findUser(nick);
    if (target === undefined) return context.fail(ERR_NOSUCHNICK, nick);
    if (!isChannelName(name, limits)) {
      return context.fail(ERR_NOSUCHCHANNEL, name);
    }
    const channel = findAnyChannel(network, name);
    if (channel?.members.has(target)) {
      return context.fail(ERR_USERONCHANNEL, target.nick, channel.name);
    }
    const reason = closedFor(network, name);
    if (reason !== null) return context.fail(ERR_CHANNELCLOSED, name, reason);
    if (channel === undefined && isChannelPending(network, name)) {
      return context.fail(RPL_TRYAGAIN, context.command.name);
    }
    notice(network, "override", "{operator} made {nick} join {channel}", {
      operator: user.nick,
      nick: target.nick,
      channel: channel?.name ?? name,
    });
    if (channel !== undefined) enterAny(context, target, channel);
    else createAndEnter(context, target, name);
  },
};
