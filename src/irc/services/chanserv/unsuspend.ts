import { notice } from "../../session/notices.ts";
import type { ServiceCommand } from "../service.ts";
import { changed, nameOf, registeredFor } from "./on_channel.ts";

/** Opens a channel that was suspended. */
export const unsuspend: ServiceCommand = {
  name: "UNSUSPEND",
  parameters: 1,
  most: 1,
  permission: "channels",
  syntax: "<channel>",
  help: "Opens a channel that was suspended.",
  run(talk, [name]) {
    const record = registeredFor(talk, name);
    if (record === null) return;
    if (record.suspended === null) {
      return talk.say(`${record.name} is not suspended.`);
    }
    talk.keep(
      [changed(record, { suspended: null })],
      [`${record.name} is open again.`],
      [record.name, nameOf(talk.user)],
    );
  },
  kept(network, [channel, by]) {
    const text = "{by} took the suspension of the channel {channel} back";
    notice(network, "channel", text, { by, channel });
  },
};
