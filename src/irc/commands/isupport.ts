import type { Command } from "../context.ts";
import { replyIsupport } from "../actions/isupport.ts";

/** @see IRCv3 extended-isupport */
export const isupport: Command = {
  name: "ISUPPORT",
  parameters: 0,
  registered: false,
  early: "draft/extended-isupport",
  syntax: "",
  help: "Tells what the server supports.",
  run: replyIsupport,
};
