import { truncate } from "../names/text.ts";
import type { Command } from "./context.ts";

/** @see Modern IRC, "QUIT message" */
export const quit: Command = {
  name: "QUIT",
  parameters: 0,
  registered: false,
  syntax: "[:<reason>]",
  help: "Leaves the server.",
  run(context, [reason = ""]) {
    const { limits, network, session } = context;
    network.disconnect(session, `Quit: ${truncate(reason, limits.reason)}`);
  },
};
