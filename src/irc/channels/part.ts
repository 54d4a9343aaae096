import { truncate } from "../names/text.ts";
import {
  ERR_NOSUCHCHANNEL,
  ERR_NOTONCHANNEL,
  ERR_TOOMANYTARGETS,
} from "../wire/numerics.ts";
import type { Command } from "../session/context.ts";
import { findSeenChannel } from "../state/visibility.ts";
import { remarkOn } from "../messages/speech_rules.ts";
import { partChannel } from "./leaving.ts";

/** @see Modern IRC, "PART message" */
export const part: Command = {
  name: "PART",
  parameters: 1,
  registered: true,
  targets: "channels",
  syntax: "<channel>{,<channel>} [:<reason>]",
  help: "Leaves channels.",
  run(context, [list, given = ""]) {
    const { limits, network, user } = context;
    const words = truncate(given, limits.reason);
    const { targets, rest } = context.targets(list);
    for (const name of targets) {
      const channel = findSeenChannel(network, user, name);
      if (channel === undefined) context.fail(ERR_NOSUCHCHANNEL, name);
      else if (!channel.members.has(user)) {
        context.fail(ERR_NOTONCHANNEL, channel.name);
      } else {
        const reason = remarkOn(channel, user, this.name, words);
        partChannel(network, user, channel, reason || undefined);
      }
    }
    for (const name of rest) context.fail(ERR_TOOMANYTARGETS, name);
  },
};
