import { RPL_TIME } from "../wire/numerics.ts";
import type { Command } from "../session/context.ts";
import { meansThisServer } from "./server_parameter.ts";

/** @see Modern IRC, "TIME message" */
export const time: Command = {
  name: "TIME",
  parameters: 0,
  registered: true,
  syntax: "[<server>]",
  help: "Tells what time it is on the server.",
  run(context, [server]) {
    if (!meansThisServer(context, server)) return;
    const { at, settings } = context;
    const seconds = String(Math.floor(at / 1000));
    const date = new Date(at).toUTCString();
    context.reply(RPL_TIME, settings.serverName, seconds, date);
  },
};
