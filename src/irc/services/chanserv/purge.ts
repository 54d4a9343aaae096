import { emptyChannel } from "../../channels/emptying.ts";
import { fold, upperCase } from "../../names/casemapping.ts";
import { isChannelName } from "../../names/names.ts";
import { truncate } from "../../names/text.ts";
import { notice } from "../../session/notices.ts";
import type { Conversation, ServiceCommand } from "../service.ts";
import { nameOf, timeOf } from "./on_channel.ts";

const NO_REASON = "No reason given";

/** Closes a channel for all, registered or not. */
export const purge: ServiceCommand = {
  name: "PURGE",
  parameters: 1,
  most: 3,
  permission: "channels",
  syntax: "ADD <channel> [<reason>] | DEL <channel> | LIST",
  help: "Closes a channel for all, and lists those that are closed.",
  details: [
    "Who is there is kicked, and nobody can join; what is kept of the channel stays.",
  ],
  run(talk, [word, name, reason = NO_REASON]) {
    const order = upperCase(word);
    if (order === "LIST") return list(talk);
    if (name === undefined || order !== "ADD" && order !== "DEL") {
      return talk.say(`Syntax: PURGE ${purge.syntax}`);
    }
    if (order === "ADD") add(talk, name, reason);
    else remove(talk, name);
  },
  kept(network, [name, by, reason]) {
    if (reason === undefined) {
      const text = "{by} opened the channel {channel}";
      return notice(network, "channel", text, { by, channel: name });
    }
    const text = "{by} purged the channel {channel}: {reason}";
    notice(network, "channel", text, { by, channel: name, reason });
    const channel = network.findChannel(name);
    if (channel !== undefined) emptyChannel(network, channel, reason);
  },
};

function list(talk: Conversation): void {
  const { purges } = talk.network.records;
  for (const { at, by, name, reason } of purges.values()) {
    talk.say(`${name}, by ${by}, ${timeOf(at)}: ${reason}`);
  }
  talk.say(`Purged channels: ${purges.size}`);
}

function add(talk: Conversation, name: string, given: string): void {
  const { network, user } = talk;
  const { at, records: { purges }, settings: { limits } } = network;
  if (!isChannelName(name, limits)) {
    return talk.say(`${name} is no name of a channel.`);
  }
  const key = fold(name);
  if (purges.has(key)) return talk.say(`${name} is purged already.`);
  if (purges.size >= limits.serverBans) {
    return talk.say(`${purges.size} channels are purged, and no more may be.`);
  }
  const by = nameOf(user);
  const reason = truncate(given, limits.reason);
  talk.keep(
    [{ kind: "purge", key, value: { name, by, at, reason } }],
    [`${name} is purged.`],
    [name, by, reason],
  );
}

function remove(talk: Conversation, name: string): void {
  const key = fold(name);
  const purged = talk.network.records.purges.get(key);
  if (purged === undefined) return talk.say(`${name} is not purged.`);
  talk.keep(
    [{ kind: "purge", key, value: null }],
    [`${purged.name} is open again.`],
    [purged.name, nameOf(talk.user)],
  );
}
