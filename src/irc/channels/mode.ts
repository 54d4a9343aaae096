import { CHANNEL_TYPES } from "../names/names.ts";
import {
  ERR_NOSUCHCHANNEL,
  ERR_NOSUCHNICK,
  ERR_USERSDONTMATCH,
  RPL_CHANNELMODEIS,
  RPL_CREATIONTIME,
  RPL_SNOMASKIS,
  RPL_UMODEIS,
} from "../wire/numerics.ts";
import type { Command, UserContext } from "../session/context.ts";
import type { Channel } from "../state/channel.ts";
import { changeChannelModes } from "./change_modes.ts";
import { changeUserModes } from "../users/change_modes.ts";
import { findSeenChannel, seesChannel } from "../state/visibility.ts";
import { forwardOf } from "./forwarding.ts";

/** @see Modern IRC, "MODE message" */
export const mode: Command = {
  name: "MODE",
  parameters: 1,
  registered: true,
  syntax: "<channel or nickname> [<modes> [<parameters>]]",
  help: "Shows or changes the modes of a channel, or your own.",
  run(context, [target, ...changes]) {
    if (CHANNEL_TYPES.includes(target[0])) {
      modeOfChannel(context, target, changes);
    } else modeOfUser(context, target, changes);
  },
};

function modeOfChannel(
  context: UserContext,
  name: string,
  changes: string[],
): void {
  const channel = findSeenChannel(context.network, context.user, name);
  if (channel === undefined) return context.fail(ERR_NOSUCHCHANNEL, name);
  if (changes.length === 0) showChannelModes(context, channel);
  else changeChannelModes(context, channel, changes);
}

function showChannelModes(context: UserContext, channel: Channel): void {
  const letters = [...channel.modes.keys()].join("");
  const params = [...channel.modes]
    .filter(([, value]) => value !== "")
    .map(([letter, value]) =>
      maySeeParameter(context, channel, letter) ? value : "*"
    );
  context.reply(RPL_CHANNELMODEIS, channel.name, `+${letters}`, ...params);
  const seconds = Math.floor(channel.createdAt / 1000);
  context.reply(RPL_CREATIONTIME, channel.name, String(seconds));
}

/** The key is the members' own; so is the forward, for those of them who may know of the channel it names. */
function maySeeParameter(
  { network, user }: UserContext,
  channel: Channel,
  letter: string,
): boolean {
  if (letter !== "k" && letter !== "f") return true;
  if (!channel.members.has(user)) return false;
  const target = letter === "f" ? forwardOf(network, channel) : undefined;
  return target === undefined || seesChannel(user, target);
}

function modeOfUser(
  context: UserContext,
  nick: string,
  [modes, ...params]: string[],
): void {
  const target = context.network.findUser(nick);
  if (target === undefined) return context.fail(ERR_NOSUCHNICK, nick);
  if (target !== context.user) return context.fail(ERR_USERSDONTMATCH);
  if (modes !== undefined) return changeUserModes(context, modes, params);
  context.reply(RPL_UMODEIS, `+${target.modes}`);
  if (target.is("s")) context.reply(RPL_SNOMASKIS, `+${target.notices}`);
}
