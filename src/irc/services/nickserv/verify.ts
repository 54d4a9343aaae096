import { verifyAccount } from "../../accounts/verifying.ts";
import type { ServiceCommand } from "../service.ts";

/** VERIFY, for clients that do not know it. */
export const verify: ServiceCommand = {
  name: "VERIFY",
  parameters: 2,
  most: 2,
  permission: "anyone",
  isSecret: true,
  syntax: "<account> <code>",
  help: "Verifies an account, with the code that you were sent.",
  run(_talk, [name, code], context) {
    verifyAccount(context, "service", name, code);
  },
};
