import { RPL_USERIP } from "../wire/numerics.ts";
import type { Command } from "../session/context.ts";
import { replyUserhosts } from "./userhosts.ts";
import { addressFor } from "../state/visibility.ts";

/** @see the USERIP token of RPL_ISUPPORT */
export const userip: Command = {
  name: "USERIP",
  parameters: 1,
  registered: true,
  syntax: "<nickname>{ <nickname>}",
  help: "Tells operators the username and address of up to five users.",
  run(context, nicks) {
    replyUserhosts(
      context,
      RPL_USERIP,
      nicks,
      (user) => addressFor(context.user, user),
    );
  },
};
