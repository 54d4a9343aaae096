import type { Command } from "../session/context.ts";
import { replyIsupport } from "./isupport_tokens.ts";

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
