import type { Command } from "../session/context.ts";
import { K_LINE } from "./ban_kinds.ts";
import { requestUnban } from "./ban_requests.ts";

/** Takes back what KLINE did. */
export const unkline: Command = {
  name: "UNKLINE",
  parameters: 1,
  registered: true,
  privilege: "ban",
  syntax: "<user@host>",
  help: "Removes a ban that KLINE set.",
  run(context, [mask]) {
    requestUnban(context, K_LINE, mask);
  },
};
