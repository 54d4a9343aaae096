import { RPL_ENDOFNAMES } from "../wire/numerics.ts";
import type { Command } from "../session/context.ts";
import { findSeenChannel } from "../state/visibility.ts";
import { replyNames } from "./members.ts";

/** @see Modern IRC, "NAMES message" */
export const names: Command = {
  name: "NAMES",
  parameters: 0,
  registered: true,
  syntax: "<channel>{,<channel>}",
  help: "Lists who is on channels.",
  work(network, [list = ""]) {
    const { targets } = network.settings.limits;
    const sizes = list.split(",", targets).map((name) =>
      network.findChannel(name)?.members.size ?? 0
    );
    return sizes.reduce((sum, size) => sum + size, 0);
  },
  run(context, [list = ""]) {
    const { limits, network, user } = context;
    const { targets } = context.targets(list);
    if (targets.length === 0) return context.reply(RPL_ENDOFNAMES, "");
    for (const [index, name] of targets.entries()) {
      const isAnswered = index < limits.targets;
      const channel = isAnswered && findSeenChannel(network, user, name);
      if (channel) replyNames(context, channel, name);
      // The client waits for the end of each, under the name that it gave.
      else context.reply(RPL_ENDOFNAMES, name);
    }
  },
};
