import { fold } from "../names/casemapping.ts";
import { isChannelName } from "../names/names.ts";
import {
  ERR_CHANOPRIVSNEEDED,
  ERR_NOSUCHCHANNEL,
  ERR_NOTONCHANNEL,
} from "../wire/numerics.ts";
import {
  FAIL_CANNOT_RENAME_LARGE,
  FAIL_CANNOT_RENAME_TO,
  FAIL_CANNOT_RENAME_YET,
  FAIL_CHANNEL_NAME_IN_USE,
  type StandardReply,
} from "../wire/standard_replies.ts";
import { truncate } from "../names/text.ts";
import { OPERATOR } from "../modes/index.ts";
import type { Channel } from "../state/channel.ts";
import type { Command, UserContext } from "../session/context.ts";
import { findSeenChannel } from "../state/visibility.ts";
import { isLikeRegistered } from "./look_alikes.ts";
import {
  closedFor,
  findAnyChannel,
  findRegistered,
  isChannelPending,
} from "./registered.ts";
import { renameChannel } from "./renaming.ts";
import { countRefusal } from "../state/refusing.ts";
import { isFounder } from "./standing.ts";

/** Milliseconds until a channel may be renamed again: many get a burst of lines each time. */
const RENAME_INTERVAL_MS = 60_000;

/**
 * The most names that a rename may send: those who know no RENAME are sent all
 * names of the channel, which takes some tens of milliseconds at this number.
 */
const MAX_NAMES_SENT = 500_000;

/** @see IRCv3 channel-rename */
export const rename: Command = {
  name: "RENAME",
  parameters: 2,
  registered: true,
  syntax: "<channel> <new name> [:<reason>]",
  help: "Gives a channel another name.",
  run(context, [name, newName, ...words]) {
    const { limits, network, user } = context;
    const channel = findSeenChannel(network, user, name);
    if (channel === undefined) return context.fail(ERR_NOSUCHCHANNEL, name);
    const rank = channel.rankOf(user);
    if (rank === -1) return context.fail(ERR_NOTONCHANNEL, channel.name);
    if (!mayRename(context, channel)) {
      return context.fail(ERR_CHANOPRIVSNEEDED, channel.name);
    }
    const refusal = refusalOf(context, channel, newName);
    if (refusal !== null) return context.fail(refusal, channel.name, newName);
    const reason = truncate(words.join(" "), limits.reason);
    renameChannel(context, channel, newName, reason);
  },
};

/** A registered channel is its founder's; others are their operators'. */
function mayRename({ network, user }: UserContext, channel: Channel): boolean {
  if (user.may("override") || user.may("channels")) return true;
  const record = findRegistered(network, channel.name);
  return record === undefined
    ? channel.rankOf(user) >= OPERATOR
    : isFounder(record, user.account);
}

/** @see IRCv3 channel-rename, "Errors" */
function refusalOf(
  { at, limits, network }: UserContext,
  channel: Channel,
  name: string,
): StandardReply | null {
  const isFree = isChannelName(name, limits) &&
    closedFor(network, name) === null;
  const record = findRegistered(network, channel.name);
  const isLike = record !== undefined &&
    isLikeRegistered(network, name, record.founder);
  if (!isFree || isLike) return FAIL_CANNOT_RENAME_TO;
  const holder = findAnyChannel(network, name) ?? channel;
  if (holder !== channel || name === channel.name) {
    return FAIL_CHANNEL_NAME_IN_USE;
  }
  const isBusy = [channel.name, name]
    .some((each) => isChannelPending(network, each));
  if (isBusy || at - channel.renamedAt < RENAME_INTERVAL_MS) {
    countRefusal(network, "renames");
    return FAIL_CANNOT_RENAME_YET;
  }
  const isOnlyCase = fold(name) === fold(channel.name);
  return !isOnlyCase && namesSent(channel) > MAX_NAMES_SENT
    ? FAIL_CANNOT_RENAME_LARGE
    : null;
}

function namesSent({ members }: Channel): number {
  let rejoining = 0;
  for (const { sessions } of members.keys()) {
    for (const session of sessions) {
      if (!session.has("draft/channel-rename")) rejoining++;
    }
  }
  return rejoining * members.size;
}
