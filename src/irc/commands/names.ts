import { RPL_ENDOFNAMES } from "../wire/numerics.ts";
import type { Command } from "../context.ts";
import { replyNames } from "../actions/names.ts";

/** @see Modern IRC, "NAMES message" */
export const names: Command = {
  name: "NAMES",
  parameters: 0,
  registered: true,
  syntax: "<channel>{,<channel>}",
  help: "Lists who is on channels.",
  run(context, [list = ""]) {
    const { targets } = context.targets(list);
    if (targets.length === 0) return context.reply(RPL_ENDOFNAMES, "*");
    for (const name of targets) {
      const channel = context.network.findChannel(name);
      if (channel === undefined) context.reply(RPL_ENDOFNAMES, name);
      else replyNames(context, channel);
    }
  },
};
