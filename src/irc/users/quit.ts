import { truncate } from "../names/text.ts";
import type { Command } from "../session/context.ts";
import { disconnectBy } from "./quitting.ts";

/** @see Modern IRC, "QUIT message" */
export const quit: Command = {
  name: "QUIT",
  parameters: 0,
  registered: false,
  isFree: true,
  syntax: "[:<reason>]",
  help: "Leaves the server.",
  run(context, [reason = ""]) {
    const { limits, session } = context;
    disconnectBy(session, truncate(reason, limits.reason));
  },
};
