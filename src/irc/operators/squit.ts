import type { Command } from "../session/context.ts";
import { refuseServer } from "./other_servers.ts";

/** @see Modern IRC, "SQUIT message" */
export const squit: Command = {
  name: "SQUIT",
  parameters: 2,
  registered: true,
  syntax: "<server> :<reason>",
  help: "Ends the link to another server; this one has no others.",
  run: refuseServer,
};
