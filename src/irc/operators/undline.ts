import type { Command } from "../session/context.ts";
import { D_LINE } from "./ban_kinds.ts";
import { requestUnban } from "./ban_requests.ts";

/** Takes back what DLINE did. */
export const undline: Command = {
  name: "UNDLINE",
  parameters: 1,
  registered: true,
  privilege: "ban",
  syntax: "<address or CIDR block>",
  help: "Removes a ban that DLINE set.",
  run(context, [mask]) {
    requestUnban(context, D_LINE, mask);
  },
};
