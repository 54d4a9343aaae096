import type { Command } from "../session/context.ts";
import { registerAccount } from "./registering.ts";

/** @see IRCv3 account-registration, "Commands" */
export const register: Command = {
  name: "REGISTER",
  parameters: 3,
  registered: false,
  syntax: "<account or *> <e-mail address or *> <password>",
  help: "Registers an account, whose name is yours from then on.",
  run(context, [name, email, password]) {
    registerAccount(context, "command", { name, email, password });
  },
};
