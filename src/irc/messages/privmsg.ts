import type { Command } from "../session/context.ts";
import { deliver } from "./deliver.ts";

/** @see Modern IRC, "PRIVMSG message" */
export const privmsg: Command = {
  name: "PRIVMSG",
  parameters: 0,
  registered: true,
  targets: "messageTargets",
  syntax: "<target>{,<target>} :<text>",
  help: "Says something to users and channels.",
  run(context, [list = "", text = ""]) {
    deliver(context, list, text);
  },
};
