import type { Command } from "../context.ts";
import { replyMotd } from "../actions/motd.ts";
import { meansThisServer } from "../actions/server_parameter.ts";

/** @see Modern IRC, "MOTD message" */
export const motd: Command = {
  name: "MOTD",
  parameters: 0,
  registered: true,
  syntax: "[<server>]",
  help: "Shows the message of the day.",
  run(context, [server]) {
    if (meansThisServer(context, server)) replyMotd(context);
  },
};
