import { isChannelName } from "../wire/names.ts";
import {
  ERR_CHANOPRIVSNEEDED,
  ERR_NOSUCHCHANNEL,
  ERR_NOTONCHANNEL,
} from "../wire/numerics.ts";
import {
  FAIL_CANNOT_RENAME_TO,
  FAIL_CANNOT_RENAME_YET,
  FAIL_CHANNEL_NAME_IN_USE,
  type StandardReply,
} from "../wire/standard_replies.ts";
import { truncate } from "../wire/text.ts";
import { OPERATOR } from "../modes/index.ts";
import type { Channel } from "../channel.ts";
import type { Command, UserContext } from "../context.ts";
import { renameChannel } from "../actions/rename_channel.ts";

/** Milliseconds until a channel may be renamed again: many get a burst of lines each time. */
const RENAME_INTERVAL = 60_000;

/** @see IRCv3 channel-rename */
export const rename: Command = {
  name: "RENAME",
  parameters: 2,
  registered: true,
  syntax: "<channel> <new name> [:<reason>]",
  help: "Gives a channel another name.",
  run(context, [name, newName, given = ""]) {
    const { limits, network, user } = context;
    const channel = network.findChannel(name);
    if (channel === undefined) return context.fail(ERR_NOSUCHCHANNEL, name);
    const rank = channel.rankOf(user);
    if (rank === -1) return context.fail(ERR_NOTONCHANNEL, channel.name);
    if (rank < OPERATOR && !user.may("override")) {
      return context.fail(ERR_CHANOPRIVSNEEDED, channel.name);
    }
    const refusal = refusalOf(context, channel, newName);
    if (refusal !== null) return context.fail(refusal, channel.name, newName);
    renameChannel(context, channel, newName, truncate(given, limits.reason));
  },
};

/** @see IRCv3 channel-rename, "Errors" */
function refusalOf(
  { at, limits, network }: UserContext,
  channel: Channel,
  name: string,
): StandardReply | null {
  if (!isChannelName(name, limits)) return FAIL_CANNOT_RENAME_TO;
  const holder = network.findChannel(name) ?? channel;
  if (holder !== channel || name === channel.name) {
    return FAIL_CHANNEL_NAME_IN_USE;
  }
  const isRecent = at - channel.renamedAt < RENAME_INTERVAL;
  return isRecent ? FAIL_CANNOT_RENAME_YET : null;
}
