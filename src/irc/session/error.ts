import type { Command } from "./context.ts";

/** @see Modern IRC, "ERROR message" */
export const error: Command = {
  name: "ERROR",
  parameters: 0,
  registered: false,
  syntax: ":<reason>",
  help: "Is for servers to say; from a client it means nothing.",
  run() {},
};
