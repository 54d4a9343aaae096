import { RPL_VERSION } from "../wire/numerics.ts";
import type { Command } from "../session/context.ts";
import { replyIsupport } from "./isupport_tokens.ts";
import { meansThisServer } from "./server_parameter.ts";

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
