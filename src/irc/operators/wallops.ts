import type { Command } from "../session/context.ts";
import { tell } from "../session/send.ts";

/** @see Modern IRC, "WALLOPS message" */
export const wallops: Command = {
  name: "WALLOPS",
  parameters: 1,
  registered: true,
  privilege: "announce",
  syntax: ":<text>",
  help: "Says something to all users with mode +w.",
  run({ network, user }, words) {
    const line = user.message("WALLOPS", [], words.join(" "));
    for (const recipient of network.users.values()) {
      if (recipient.is("w")) tell(recipient, line);
    }
  },
};
