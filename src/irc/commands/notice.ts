import type { Command } from "../context.ts";
import { deliver } from "../actions/deliver.ts";

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
