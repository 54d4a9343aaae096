import type { Command } from "../session/context.ts";
import { deliver } from "./deliver.ts";

/** @see IRCv3 message-tags, "The `TAGMSG` tag-only message" */
export const tagmsg: Command = {
  name: "TAGMSG",
  parameters: 0,
  registered: true,
  capability: "message-tags",
  targets: "messageTargets",
  syntax: "<target>{,<target>}",
  help: "Sends users and channels tags without a text.",
  run(context, [list = ""]) {
    deliver(context, list, null);
  },
};
