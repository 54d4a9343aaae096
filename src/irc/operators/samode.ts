import { ERR_NOSUCHCHANNEL } from "../wire/numerics.ts";
import type { Command } from "../session/context.ts";
import { changeChannelModes } from "../channels/change_modes.ts";
import { notice } from "../session/notices.ts";

/** Changes modes as the server, with no rank on the channel. */
export const samode: Command = {
  name: "SAMODE",
  parameters: 2,
  registered: true,
  privilege: "override",
  syntax: "<channel> <modes> [<parameters>]",
  help: "Changes the modes of a channel, whatever your rank there.",
  run(context, [name, ...changes]) {
    const { network, user } = context;
    const channel = network.findChannel(name);
    if (channel === undefined) return context.fail(ERR_NOSUCHCHANNEL, name);
    // Its parameters may be keys and addresses.
    notice(network, "override", "{operator} gave SAMODE {channel} {changes}", {
      operator: user.nick,
      channel: channel.name,
      changes: { words: changes.join(" ") },
    });
    changeChannelModes(context, channel, changes, true);
  },
};
