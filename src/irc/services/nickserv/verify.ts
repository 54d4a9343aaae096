import { verifyAccount } from "../../accounts/verifying.ts";
import { fold } from "../../names/casemapping.ts";
import type { ServiceCommand } from "../service.ts";
import { confirmEmail } from "./email.ts";

/** VERIFY, for clients that do not know it; who is logged in verifies a new address. */
export const verify: ServiceCommand = {
  name: "VERIFY",
  parameters: 2,
  most: 2,
  permission: "anyone",
  isSecret: true,
  syntax: "<account> <code>",
  help: "Verifies an account or its new address, with the code you were sent.",
  run(talk, [name, code], context) {
    const own = talk.user.account;
    if (own !== null && fold(own) === fold(name)) {
      return confirmEmail(talk, code);
    }
    verifyAccount(context, "service", name, code);
  },
};
