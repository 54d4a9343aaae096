import type { Command } from "./context.ts";
import { takePong } from "./keepalive.ts";

/** @see Modern IRC, "PONG message" */
export const pong: Command = {
  name: "PONG",
  parameters: 0,
  registered: false,
  isFree: true,
  syntax: "<token>",
  help: "Answers the server's PING.",
  run({ session }) {
    takePong(session);
  },
};
