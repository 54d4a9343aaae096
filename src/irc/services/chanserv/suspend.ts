import { emptyChannel } from "../../channels/emptying.ts";
import { parseDuration } from "../../names/duration.ts";
import { truncate } from "../../names/text.ts";
import { notice } from "../../session/notices.ts";
import type { ServiceCommand } from "../service.ts";
import { changed, nameOf, registeredFor, timeOf } from "./on_channel.ts";

const NO_REASON = "No reason given";

/** Closes a registered channel for a time, or until that is taken back. */
export const suspend: ServiceCommand = {
  name: "SUSPEND",
  parameters: 1,
  permission: "channels",
  syntax: "<channel> [<duration>] [<reason>]",
  help: "Closes a registered channel, for a time or until UNSUSPEND.",
  details: [
    "Who is there is kicked, nobody can join, and its founder can change nothing.",
    "A duration is a number of minutes, or like 1d2h30m.",
  ],
  run(talk, [name, ...words]) {
    const { network, user } = talk;
    const { at, settings: { limits } } = network;
    const record = registeredFor(talk, name);
    if (record === null) return;
    const length = parseDuration(words[0] ?? "");
    const rest = length === null ? words : words.slice(1);
    const reason = truncate(rest.join(" "), limits.reason) || NO_REASON;
    const until = length === null || length === 0 ? null : at + length;
    const by = nameOf(user);
    const end = until === null ? "" : ` until ${timeOf(until)}`;
    talk.keep(
      [changed(record, { suspended: { by, at, until, reason } })],
      [`${record.name} is suspended${end}.`],
      [record.name, by, reason],
    );
  },
  kept(network, [name, by, reason]) {
    const text = "{by} suspended the channel {channel}: {reason}";
    notice(network, "channel", text, { by, channel: name, reason });
    const channel = network.findChannel(name);
    if (channel !== undefined) emptyChannel(network, channel, reason);
  },
};
