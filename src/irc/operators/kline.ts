import type { Command } from "../session/context.ts";
import { K_LINE } from "./ban_kinds.ts";
import { requestBan } from "./ban_requests.ts";

/** Keeps users off by where they come from and their usernames. */
export const kline: Command = {
  name: "KLINE",
  parameters: 2,
  registered: true,
  privilege: "ban",
  syntax: "[<duration>] <user@host or nickname> :<reason>",
  help: "Keeps users off the server, for minutes or a time like 1d2h30m.",
  run(context, params) {
    requestBan(context, K_LINE, params);
  },
};
