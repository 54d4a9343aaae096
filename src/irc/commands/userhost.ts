import { packWords } from "../wire/message.ts";
import { RPL_USERHOST } from "../wire/numerics.ts";
import { MAX_TARGETS } from "../wire/limits.ts";
import type { Command } from "../context.ts";

/** @see Modern IRC, "USERHOST message" */
export const userhost: Command = {
  name: "USERHOST",
  parameters: 1,
  registered: true,
  syntax: "<nickname>{ <nickname>}",
  help: "Tells the username and host of up to five users.",
  run(context, nicks) {
    const found = nicks.slice(0, MAX_TARGETS.USERHOST)
      .map((nick) => context.network.findUser(nick))
      .filter((user) => user !== undefined)
      .map(({ nick, username, host }) => `${nick}=+${username}@${host}`);
    if (found.length === 0) return context.reply(RPL_USERHOST, "");
    for (const line of packWords(found, context.roomFor(RPL_USERHOST))) {
      context.reply(RPL_USERHOST, line);
    }
  },
};
