import { message } from "../wire/outgoing.ts";
import type { Command } from "./context.ts";

/** @see Modern IRC, "PING message" */
export const ping: Command = {
  name: "PING",
  parameters: 1,
  registered: false,
  syntax: "<token>",
  help: "Asks the server to answer with PONG and the same token.",
  run(context, [token]) {
    const { serverName } = context.network.settings;
    context.send(message(serverName, "PONG", [serverName], token));
  },
};
