import type { Command } from "../session/context.ts";
import { D_LINE } from "./ban_kinds.ts";
import { requestBan } from "./ban_requests.ts";

/** Keeps addresses off, before they say who they are. */
export const dline: Command = {
  name: "DLINE",
  parameters: 2,
  registered: true,
  privilege: "ban",
  syntax: "[<duration>] <address, CIDR block or nickname> :<reason>",
  help: "Keeps addresses off the server, for minutes or a time like 1d2h30m.",
  run(context, params) {
    requestBan(context, D_LINE, params);
  },
};
