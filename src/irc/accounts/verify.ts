import type { Command } from "../session/context.ts";
import { verifyAccount } from "./verifying.ts";

/** @see IRCv3 account-registration, "Commands" */
export const verify: Command = {
  name: "VERIFY",
  parameters: 2,
  registered: false,
  syntax: "<account> <code>",
  help: "Verifies an account, with the code that you were sent.",
  run(context, [name, code]) {
    verifyAccount(context, "command", name, code);
  },
};
