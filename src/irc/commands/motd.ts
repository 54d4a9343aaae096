import type { Command } from "../context.ts";
import { replyMotd } from "../actions/motd.ts";

/** @see Modern IRC, "MOTD message" */
export const motd: Command = {
  name: "MOTD",
  parameters: 0,
  registered: true,
  syntax: "",
  help: "Shows the message of the day.",
  run: replyMotd,
};
