import type { Channel } from "../state/channel.ts";
import type { Network } from "../state/network.ts";
import type { User } from "../state/user.ts";
import { modeAtJoin } from "./standing.ts";
import { type MadeChange, tellModes } from "./tell_modes.ts";
import { Views } from "./views.ts";

/** A prefix mode that a member is given, or loses. */
export interface RankChange {
  readonly member: User;
  readonly letter: string;
  readonly set: boolean;
}

/**
 * Gives members prefix modes and takes them, as the server, and tells those who are there. Who is no member, or
 * has the mode already, is left out.
 *
 * @returns true if that changed anything
 */
export function changeRanks(
  network: Network,
  channel: Channel,
  changes: readonly RankChange[],
): boolean {
  const views = new Views(channel);
  const made: MadeChange[] = [];
  for (const { letter, member, set } of changes) {
    if (!channel.members.has(member)) continue;
    views.keepRank(member);
    if (!network.setPrefix(channel, member, letter, set)) continue;
    made.push({ set, letter, param: member.nick, member });
  }
  tellModes(network, null, views, made);
  return made.length > 0;
}

/** Gives a user who has logged in the ranks that its account has on the channels where it is. */
export function raiseEverywhere(network: Network, user: User): void {
  for (const channel of user.channels) {
    const letter = modeAtJoin(network, channel, user);
    if (letter === "") continue;
    changeRanks(network, channel, [{ member: user, letter, set: true }]);
  }
}
