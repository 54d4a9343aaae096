import { truncate } from "../names/text.ts";
import {
  ERR_NOSUCHCHANNEL,
  ERR_NOSUCHNICK,
  ERR_USERNOTINCHANNEL,
} from "../wire/numerics.ts";
import type { Command } from "../session/context.ts";
import { partChannel } from "../channels/leaving.ts";
import { notice } from "../session/notices.ts";

/** Ends a membership as if the user had given PART. */
export const sapart: Command = {
  name: "SAPART",
  parameters: 2,
  registered: true,
  privilege: "override",
  syntax: "<nickname> <channel> [:<reason>]",
  help: "Makes a user leave a channel.",
  run(context, [nick, name, ...words]) {
    const { limits, network, user } = context;
    const target = network.findUser(nick);
    if (target === undefined) return context.fail(ERR_NOSUCHNICK, nick);
    const channel = network.findChannel(name);
    if (channel === undefined) return context.fail(ERR_NOSUCHCHANNEL, name);
    if (!channel.members.has(target)) {
      return context.fail(ERR_USERNOTINCHANNEL, target.nick, channel.name);
    }
    notice(network, "override", "{operator} made {nick} leave {channel}", {
      operator: user.nick,
      nick: target.nick,
      channel: channel.name,
    });
    const reason = truncate(words.join(" "), limits.reason);
    partChannel(network, target, channel, reason || undefined);
  },
};
