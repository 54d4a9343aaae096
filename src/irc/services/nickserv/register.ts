import { registerAccount } from "../../accounts/registering.ts";
import type { ServiceCommand } from "../service.ts";

/** REGISTER, for clients that do not know it. */
export const register: ServiceCommand = {
  name: "REGISTER",
  parameters: 1,
  most: 2,
  permission: "anyone",
  isSecret: true,
  syntax: "<password> [<e-mail address>]",
  help: "Registers an account that is called as you are.",
  details: [
    "The nickname is yours from then on, and nobody else may have it.",
    "The network says whether it wants an address to verify the account with.",
  ],
  run(_talk, [password, email = "*"], context) {
    registerAccount(context, "service", { name: "*", email, password });
  },
};
