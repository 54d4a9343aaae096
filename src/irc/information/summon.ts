import { ERR_SUMMONDISABLED } from "../wire/numerics.ts";
import type { Command } from "../session/context.ts";

/** @see RFC 2812, section 4.5 "Summon message" */
export const summon: Command = {
  name: "SUMMON",
  parameters: 0,
  registered: true,
  syntax: "<username>",
  help: "Is disabled: nobody is called from the terminals of the host.",
  run(context) {
    context.fail(ERR_SUMMONDISABLED);
  },
};
