import { RPL_ENDOFNAMES } from "../wire/numerics.ts";
import type { Command } from "../session/context.ts";
import { replyMembers } from "./members.ts";

/** @see Modern IRC, "NAMES message" */
export const names: Command = {
  name: "NAMES",
  parameters: 0,
  registered: true,
  targets: "targets",
  syntax: "<channel>{,<channel>}",
  help: "Lists who is on channels.",
  run(context, [list = ""]) {
    for (const name of context.targets(list).targets) {
      const channel = context.network.findChannel(name);
      if (channel !== undefined) replyMembers(context, channel);
    }
    // One for the whole list, under the name that the client waits for.
    context.reply(RPL_ENDOFNAMES, list);
  },
};
