import { MAX_REASON_BYTES } from "../wire/limits.ts";
import { message, truncate } from "../wire/message.ts";
import {
  ERR_CHANOPRIVSNEEDED,
  ERR_NOSUCHCHANNEL,
  ERR_NOSUCHNICK,
  ERR_NOTONCHANNEL,
  ERR_TOOMANYTARGETS,
  ERR_USERNOTINCHANNEL,
} from "../wire/numerics.ts";
import { OPERATOR } from "../modes/index.ts";
import type { Command, UserContext } from "../context.ts";
import type { Channel } from "../channel.ts";

/** @see Modern IRC, "KICK message" */
export const kick: Command = {
  name: "KICK",
  parameters: 2,
  registered: true,
  syntax: "<channel> <nickname>{,<nickname>} [:<reason>]",
  help: "Removes users from a channel.",
  run(context, [name, list, given = ""]) {
    const { network, user } = context;
    const channel = network.findChannel(name);
    if (channel === undefined) return context.fail(ERR_NOSUCHCHANNEL, name);
    const rank = channel.rankOf(user);
    if (rank === -1) return context.fail(ERR_NOTONCHANNEL, channel.name);
    if (rank < OPERATOR) {
      return context.fail(ERR_CHANOPRIVSNEEDED, channel.name);
    }
    const reason = truncate(given, MAX_REASON_BYTES) || user.nick;
    const { targets, rest } = context.targets(list);
    for (const nick of targets) kickUser(context, channel, nick, reason);
    for (const nick of rest) context.fail(ERR_TOOMANYTARGETS, nick);
  },
};

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
  channel.send(
    message(user.source, "KICK", [channel.name, kicked.nick], reason),
  );
  network.leave(kicked, channel);
}
