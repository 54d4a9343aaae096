import { MAX_REASON_BYTES } from "../wire/limits.ts";
import { truncate } from "../wire/message.ts";
import type { Command } from "../context.ts";

/** @see Modern IRC, "QUIT message" */
export const quit: Command = {
  name: "QUIT",
  parameters: 0,
  registered: false,
  syntax: "[:<reason>]",
  help: "Leaves the server.",
  run({ network, session }, [reason = ""]) {
    network.disconnect(session, `Quit: ${truncate(reason, MAX_REASON_BYTES)}`);
  },
};
