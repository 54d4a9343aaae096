import { RPL_VERSION } from "../wire/numerics.ts";
import type { Command } from "../context.ts";
import { replyIsupport } from "../actions/isupport.ts";
import { meansThisServer } from "../actions/server_parameter.ts";

/** @see Modern IRC, "VERSION message" */
export const version: Command = {
  name: "VERSION",
  parameters: 0,
  registered: true,
  syntax: "[<server>]",
  help: "Tells the version of the server and what it supports.",
  run(context, [server]) {
    if (!meansThisServer(context, server)) return;
    const { description, serverName, version } = context.settings;
    context.reply(RPL_VERSION, version, serverName, description);
    replyIsupport(context);
  },
};
