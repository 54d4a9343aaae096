import {
  ERR_NOADMININFO,
  RPL_ADMINEMAIL,
  RPL_ADMINLOC1,
  RPL_ADMINLOC2,
  RPL_ADMINME,
} from "../wire/numerics.ts";
import type { Command } from "../session/context.ts";
import { meansThisServer } from "./server_parameter.ts";

/** One for each line of the administrative info. */
const NUMERICS = [RPL_ADMINLOC1, RPL_ADMINLOC2, RPL_ADMINEMAIL] as const;

/** @see Modern IRC, "ADMIN message" */
export const admin: Command = {
  name: "ADMIN",
  parameters: 0,
  registered: true,
  syntax: "[<server>]",
  help: "Tells who runs the server, and how to write to them.",
  run(context, [server]) {
    if (!meansThisServer(context, server)) return;
    const { admin, serverName } = context.settings;
    if (admin.length === 0) return context.fail(ERR_NOADMININFO, serverName);
    context.reply(RPL_ADMINME, serverName);
    for (const [index, numeric] of NUMERICS.entries()) {
      if (index < admin.length) context.reply(numeric, admin[index]);
    }
  },
};
