import type { Command } from "../context.ts";
import { replyLusers } from "../actions/lusers.ts";

/** @see Modern IRC, "LUSERS message" */
export const lusers: Command = {
  name: "LUSERS",
  parameters: 0,
  registered: true,
  syntax: "",
  help: "Tells how many users and channels there are.",
  run: replyLusers,
};
