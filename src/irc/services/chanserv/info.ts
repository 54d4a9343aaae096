import { highestRank } from "../../modes/index.ts";
import { channelSettingOf } from "../../channels/settings.ts";
import { findRegistered, isSuspended } from "../../channels/registered.ts";
import { knowsRegistered, lastingMode } from "../../channels/standing.ts";
import { fold } from "../../names/casemapping.ts";
import type { RegisteredChannel } from "../../state/registered_channel.ts";
import type { Conversation, ServiceCommand } from "../service.ts";
import { timeOf } from "./on_channel.ts";

/** Tells what there is to know of a channel: more to those who have a rank there, and to operators. */
export const info: ServiceCommand = {
  name: "INFO",
  parameters: 1,
  most: 1,
  permission: "anyone",
  syntax: "<channel>",
  help: "Tells whether a channel is registered, and by whom.",
  run(talk, [name]) {
    const { network, user } = talk;
    const purge = network.records.purges.get(fold(name));
    if (purge !== undefined) {
      talk.say(`${purge.name} is closed by operators: ${purge.reason}`);
      if (user.may("channels")) {
        talk.say(`Purged by ${purge.by}: ${timeOf(purge.at)}`);
      }
    }
    const record = findRegistered(network, name);
    if (record !== undefined && mayKnow(talk, record)) {
      return talk.say(...describe(talk, record));
    }
    if (purge === undefined) talk.say(`The channel ${name} is not registered.`);
  },
};

function isInside({ user }: Conversation, record: RegisteredChannel): boolean {
  return user.may("channels") ||
    highestRank(lastingMode(record, user.account)) > 0;
}

function mayKnow(talk: Conversation, record: RegisteredChannel): boolean {
  if (isInside(talk, record)) return true;
  return channelSettingOf(record, "private") === "off" &&
    knowsRegistered(talk.network, talk.user, record);
}

function describe(talk: Conversation, record: RegisteredChannel): string[] {
  const { founder, name, offeredTo, ranks, registeredAt, suspended } = record;
  const lines = [
    `Channel ${name}`,
    `Founder: ${founder}`,
    `Registered: ${timeOf(registeredAt)}`,
  ];
  if (suspended !== null && isSuspended(record, talk.network.at)) {
    const { by, reason, until } = suspended;
    const end = until === null ? "" : ` until ${timeOf(until)}`;
    lines.push(`Suspended by ${by}${end}: ${reason}`);
  }
  if (!isInside(talk, record)) return lines;
  if (ranks.length > 0) lines.push(`Ranks: ${ranks.length}, see /CS AMODE`);
  if (offeredTo !== null) lines.push(`Offered to: ${offeredTo}`);
  return lines;
}
