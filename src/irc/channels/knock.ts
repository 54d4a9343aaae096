import {
  ERR_CANNOTSENDTOCHAN,
  ERR_CHANOPEN,
  ERR_KNOCKONCHAN,
  ERR_NOSUCHCHANNEL,
  ERR_TOOMANYKNOCK,
  RPL_KNOCK,
  RPL_KNOCKDLVR,
} from "../wire/numerics.ts";
import { HALF_OPERATOR } from "../modes/index.ts";
import type { Channel } from "../state/channel.ts";
import type { Command, UserContext } from "../session/context.ts";
import { refusesPrivately, silences } from "../messages/private_rules.ts";
import { isTooOften } from "../session/rates.ts";
import { findSeenChannel } from "../state/visibility.ts";
import { isBanned } from "./bans.ts";

/** @see the KNOCK token of RPL_ISUPPORT */
export const knock: Command = {
  name: "KNOCK",
  parameters: 1,
  registered: true,
  syntax: "<channel>",
  help: "Asks the operators of an invite-only channel for an invitation.",
  run(context, [name]) {
    const { network, user } = context;
    const channel = findSeenChannel(network, user, name);
    if (channel === undefined) return context.fail(ERR_NOSUCHCHANNEL, name);
    if (channel.members.has(user)) {
      return context.fail(ERR_KNOCKONCHAN, channel.name);
    }
    if (!channel.modes.has("i")) {
      return context.fail(ERR_CHANOPEN, channel.name);
    }
    if (channel.modes.has("p")) return refuse(context, channel, "+p");
    if (isBanned(channel, user, "join")) return refuse(context, channel, "+b");
    if (isTooOften(context, user, "knocks")) {
      return context.fail(ERR_TOOMANYKNOCK, channel.name);
    }
    tellOperators(context, channel);
    context.reply(RPL_KNOCKDLVR, channel.name);
  },
};

/** Names the mode for which the channel does not hear the knock. */
function refuse(context: UserContext, channel: Channel, mode: string): void {
  context.fail(ERR_CANNOTSENDTOCHAN, channel.name, mode);
}

/** Tells those who may invite, as far as they would hear a private message. */
function tellOperators(context: UserContext, channel: Channel): void {
  for (const member of channel.members.keys()) {
    if (channel.rankOf(member) < HALF_OPERATOR) continue;
    if (silences(member, context.user)) continue;
    if (refusesPrivately(context, member, "", () => {})) continue;
    for (const own of context.of(member)) {
      own.reply(RPL_KNOCK, channel.name, context.user.source);
    }
  }
}
