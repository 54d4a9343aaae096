import type { Command } from "../session/context.ts";
import { deliver } from "./deliver.ts";

/** @see Modern IRC, "NOTICE message" */
export const notice: Command = {
  name: "NOTICE",
  parameters: 0,
  registered: true,
  targets: "messageTargets",
  syntax: "<target>{,<target>} :<text>",
  help: "Says something to users and channels that nothing answers by itself.",
  run(context, [list = "", text = ""]) {
    deliver(context, list, text);
  },
};
