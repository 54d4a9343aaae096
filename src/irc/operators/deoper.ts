import { ERR_NOPRIVILEGES } from "../wire/numerics.ts";
import type { Command } from "../session/context.ts";
import { changeUserModes } from "../users/change_modes.ts";

/** Takes back what OPER did, as `MODE -o` does. */
export const deoper: Command = {
  name: "DEOPER",
  parameters: 0,
  registered: true,
  syntax: "",
  help: "Makes you an operator no more.",
  run(context) {
    if (context.user.operator === null) return context.fail(ERR_NOPRIVILEGES);
    changeUserModes(context, "-o", []);
  },
};
