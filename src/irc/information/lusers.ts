import type { Command } from "../session/context.ts";
import { replyLusers } from "./lusers_reply.ts";
import { meansThisServer } from "./server_parameter.ts";

/** @see Modern IRC, "LUSERS message"; RFC 2812, section 3.4.2, for its parameters */
export const lusers: Command = {
  name: "LUSERS",
  parameters: 0,
  registered: true,
  syntax: "[<mask> [<server>]]",
  help: "Tells how many users and channels there are.",
  run(context, [mask, server]) {
    if (!meansThisServer(context, mask)) return;
    if (meansThisServer(context, server)) replyLusers(context);
  },
};
