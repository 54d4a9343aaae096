import { matchesMask } from "../wire/mask.ts";
import { CHANNEL_TYPES } from "../wire/names.ts";
import { RPL_ENDOFWHO, RPL_WHOREPLY } from "../wire/numerics.ts";
import { symbolsOf } from "../modes/index.ts";
import type { Command, UserContext } from "../context.ts";
import type { Channel } from "../channel.ts";
import type { User } from "../user.ts";
import { isVisible } from "../actions/access.ts";

/** @see Modern IRC, "WHO message" */
export const who: Command = {
  name: "WHO",
  parameters: 0,
  registered: true,
  syntax: "[<channel or mask>]",
  help: "Lists users with their usernames, hosts and real names.",
  run(context, [given = "*"]) {
    const mask = given === "" || given === "0" ? "*" : given;
    if (CHANNEL_TYPES.includes(mask[0])) whoIsOn(context, mask);
    else whoIsLike(context, mask);
    context.reply(RPL_ENDOFWHO, mask);
  },
};

function whoIsOn(context: UserContext, name: string): void {
  const channel = context.network.findChannel(name);
  if (channel === undefined || !isVisible(channel, context.user)) return;
  const inside = channel.members.has(context.user);
  for (const member of channel.members.keys()) {
    if (inside || !member.is("i")) describe(context, member, channel);
  }
}

function whoIsLike(context: UserContext, mask: string): void {
  const { network, user } = context;
  const exact = network.findUser(mask);
  if (exact !== undefined) return describe(context, exact, null);
  const neighbours = network.neighbours(user);
  for (const other of network.users.values()) {
    if (other.is("i") && other !== user && !neighbours.has(other)) continue;
    const fields = [other.nick, other.username, other.host, other.realname];
    if (fields.some((field) => matchesMask(mask, field))) {
      describe(context, other, null);
    }
  }
}

function describe(
  context: UserContext,
  user: User,
  channel: Channel | null,
): void {
  const modes = channel?.members.get(user)?.modes ?? "";
  const flags = "H" + symbolsOf(modes, context.session.has("multi-prefix"));
  const { serverName } = context.network.settings;
  const { username, host, nick, realname } = user;
  const place = channel?.name ?? "*";
  context.reply(
    RPL_WHOREPLY,
    place,
    username,
    host,
    serverName,
    nick,
    flags,
    realname,
  );
}
