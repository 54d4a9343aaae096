import { RPL_USERHOST } from "../wire/numerics.ts";
import type { Command } from "../session/context.ts";
import { replyUserhosts } from "./userhosts.ts";

/** @see Modern IRC, "USERHOST message" */
export const userhost: Command = {
  name: "USERHOST",
  parameters: 1,
  registered: true,
  syntax: "<nickname>{ <nickname>}",
  help: "Tells the username and host of up to five users.",
  run(context, nicks) {
    replyUserhosts(context, RPL_USERHOST, nicks, (user) => user.host);
  },
};
