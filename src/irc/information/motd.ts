import type { Command } from "../session/context.ts";
import { replyMotd } from "./motd_reply.ts";
import { meansThisServer } from "./server_parameter.ts";

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
