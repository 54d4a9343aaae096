import { ERR_USERSDISABLED } from "../wire/numerics.ts";
import type { Command } from "../session/context.ts";

/** @see RFC 2812, section 4.6 "Users" */
export const users: Command = {
  name: "USERS",
  parameters: 0,
  registered: true,
  syntax: "",
  help: "Is disabled: nobody is told who is logged in to the host.",
  run(context) {
    context.fail(ERR_USERSDISABLED);
  },
};
