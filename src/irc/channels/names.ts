import { RPL_ENDOFNAMES } from "../wire/numerics.ts";
import type { Command } from "../session/context.ts";
import { findSeenChannel } from "../state/visibility.ts";
import { replyMembers } from "./members.ts";

/** @see Modern IRC, "NAMES message" */
export const names: Command = {
  name: "NAMES",
  parameters: 0,
  registered: true,
  targets: "targets",
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
    const { network, user } = context;
    const { rest, targets } = context.targets(list);
    const all = [...targets, ...rest];
    for (const name of targets) {
      const channel = findSeenChannel(network, user, name);
      if (channel !== undefined) replyMembers(context, channel);
    }
    // Some clients wait for the end of the list as they gave it, others for that of each of its names.
    if (all.length !== 1) context.reply(RPL_ENDOFNAMES, list);
    for (const name of all) context.reply(RPL_ENDOFNAMES, name);
  },
};
