import { message } from "../wire/message.ts";
import {
  ERR_CHANOPRIVSNEEDED,
  ERR_NOSUCHCHANNEL,
  ERR_NOSUCHNICK,
  ERR_NOTONCHANNEL,
  ERR_USERONCHANNEL,
  RPL_INVITING,
} from "../wire/numerics.ts";
import { OPERATOR } from "../modes/index.ts";
import type { Command } from "../context.ts";

/** @see Modern IRC, "INVITE message" */
export const invite: Command = {
  name: "INVITE",
  parameters: 2,
  registered: true,
  syntax: "<nickname> <channel>",
  help: "Invites a user to a channel.",
  run(context, [nick, name]) {
    const { network, user } = context;
    const invited = network.findUser(nick);
    if (invited === undefined) return context.fail(ERR_NOSUCHNICK, nick);
    const channel = network.findChannel(name);
    if (channel === undefined) return context.fail(ERR_NOSUCHCHANNEL, name);
    const rank = channel.rankOf(user);
    if (rank === -1) return context.fail(ERR_NOTONCHANNEL, channel.name);
    if (channel.modes.has("i") && rank < OPERATOR) {
      return context.fail(ERR_CHANOPRIVSNEEDED, channel.name);
    }
    if (channel.members.has(invited)) {
      return context.fail(ERR_USERONCHANNEL, invited.nick, channel.name);
    }
    network.invite(invited, channel);
    context.reply(RPL_INVITING, invited.nick, channel.name);
    invited.send(message(user.source, "INVITE", [invited.nick, channel.name]));
  },
};
