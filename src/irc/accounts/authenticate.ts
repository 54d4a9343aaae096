import type { Command } from "../session/context.ts";
import { takeAuthenticate } from "./authentication.ts";

/** @see IRCv3 sasl-3.1, sasl-3.2 */
export const authenticate: Command = {
  name: "AUTHENTICATE",
  parameters: 1,
  registered: false,
  capability: "sasl",
  needsNoRequest: true,
  syntax: "<mechanism> | <response> | + | *",
  help: "Logs you in to an account.",
  run({ network, session }, [parameter]) {
    takeAuthenticate(network, session, parameter);
  },
};
