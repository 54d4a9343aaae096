import { highestRank, OPERATOR } from "../modes/index.ts";
import { findRegistered, isSuspended } from "../channels/registered.ts";
import {
  isFounder,
  knowsRegistered,
  lastingMode,
} from "../channels/standing.ts";
import type { UserContext } from "../session/context.ts";
import type { Network } from "../state/network.ts";
import type { RegisteredChannel } from "../state/registered_channel.ts";
import type { User } from "../state/user.ts";
import { findSeenChannel } from "../state/visibility.ts";
import type { Permission } from "./service.ts";

/** Who may do with any registered channel what its founder may. */
const OF_ALL_CHANNELS = "channels";

/**
 * Tells why a user may not give a command of a service; null if it may. Here alone that is decided.
 *
 * @param params what the command was given; the first one names the channel, where it is about one
 */
export function refusalOf(
  { network, user }: UserContext,
  permission: Permission,
  [channel]: readonly string[],
): string | null {
  switch (permission) {
    case "anyone":
      return null;
    case "account":
      return loginRefusal(user);
    case "operator":
      return operatorRefusal(network, user, channel);
    case "ranked":
      return channelRefusal(network, user, channel, isRanked);
    case "founder":
      return channelRefusal(network, user, channel, isTheFounder);
    default:
      return user.may(permission)
        ? null
        : `Only operators with the privilege ${permission} may do that.`;
  }
}

function loginRefusal({ account }: User): string | null {
  return account === null ? "You must log in to an account first." : null;
}

/** Those who are operators of the channel now, registered or not. */
function operatorRefusal(
  network: Network,
  user: User,
  name: string | undefined,
): string | null {
  if (user.may(OF_ALL_CHANNELS) || user.may("override")) return null;
  const refusal = loginRefusal(user);
  if (refusal !== null || name === undefined) return refusal;
  const channel = findSeenChannel(network, user, name);
  if (channel === undefined) return `There is no channel ${name}.`;
  return channel.rankOf(user) >= OPERATOR
    ? null
    : `You must be an operator on ${channel.name} for that.`;
}

/** What somebody must be to a registered channel. */
interface ChannelRule {
  holds(record: RegisteredChannel, user: User): boolean;
  refusal(name: string): string;
}

const isRanked: ChannelRule = {
  holds: (record, { account }) => highestRank(lastingMode(record, account)) > 0,
  refusal: (name) => `You have no rank on ${name} for that.`,
};

const isTheFounder: ChannelRule = {
  holds: (record, { account }) => isFounder(record, account),
  refusal: (name) => `Only the founder of ${name} may do that.`,
};

function channelRefusal(
  network: Network,
  user: User,
  name: string | undefined,
  rule: ChannelRule,
): string | null {
  const isForAll = user.may(OF_ALL_CHANNELS);
  const refusal = isForAll ? null : loginRefusal(user);
  // Without a channel it is the number of parameters that is wrong.
  if (refusal !== null || name === undefined) return refusal;
  const record = findRegistered(network, name);
  if (record === undefined || !knowsRegistered(network, user, record)) {
    return `The channel ${name} is not registered.`;
  }
  if (isForAll) return null;
  if (!rule.holds(record, user)) return rule.refusal(record.name);
  return isSuspended(record, network.at)
    ? `${record.name} is suspended: ${record.suspended?.reason}`
    : null;
}
