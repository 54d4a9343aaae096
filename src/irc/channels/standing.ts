import { fold } from "../names/casemapping.ts";
import { highestRank } from "../modes/index.ts";
import type { Channel } from "../state/channel.ts";
import type { Network } from "../state/network.ts";
import type { RegisteredChannel } from "../state/registered_channel.ts";
import type { User } from "../state/user.ts";
import { seesChannel } from "../state/visibility.ts";
import { findAnyChannel, recordOf } from "./registered.ts";
import { channelSettingOf } from "./settings.ts";

/** The prefix mode of a channel's founder. */
export const FOUNDER_MODE = "q";

/** Tells whether an account is the founder of a channel. */
export function isFounder(
  { founder }: RegisteredChannel,
  account: string | null,
): boolean {
  return account !== null && fold(founder) === fold(account);
}

/** Gives the letter of the rank that an account has on a channel for good; "" for none. */
export function lastingMode(
  record: RegisteredChannel,
  account: string | null,
): string {
  if (account === null) return "";
  if (isFounder(record, account)) return FOUNDER_MODE;
  const key = fold(account);
  return record.ranks.find((rank) => fold(rank.account) === key)?.letter ?? "";
}

/** Gives the rank that a user has on a channel for good, whether it is there or not; 0 for none. */
export function lastingRank(
  network: Network,
  channel: Channel,
  { account }: User,
): number {
  const record = recordOf(network, channel);
  return record === undefined ? 0 : highestRank(lastingMode(record, account));
}

/** Gives the letter of the prefix mode that a user is given when it joins a channel, or logs in there; "" for none. */
export function modeAtJoin(
  network: Network,
  channel: Channel,
  { account }: User,
): string {
  const record = recordOf(network, channel);
  if (record === undefined || channelSettingOf(record, "ranks") === "off") {
    return "";
  }
  return lastingMode(record, account);
}

/**
 * Tells whether a user may know that a channel is registered. One under +s or +p is known to those who are on it,
 * to those who have a rank there for good, and to operators who may.
 */
export function knowsRegistered(
  network: Network,
  user: User,
  record: RegisteredChannel,
): boolean {
  if (user.may("channels") || lastingMode(record, user.account) !== "") {
    return true;
  }
  const channel = findAnyChannel(network, record.name);
  return channel !== undefined && seesChannel(user, channel);
}
