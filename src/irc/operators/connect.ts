import type { Command } from "../session/context.ts";
import { refuseServer } from "./other_servers.ts";

/** @see Modern IRC, "CONNECT message" */
export const connect: Command = {
  name: "CONNECT",
  parameters: 1,
  registered: true,
  syntax: "<server>",
  help: "Links another server; this one has no others.",
  run: refuseServer,
};
