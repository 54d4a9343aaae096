import { ERR_ALREADYREGISTERED } from "../wire/numerics.ts";
import type { Command } from "./context.ts";

/** @see Modern IRC, "PASS message" */
export const pass: Command = {
  name: "PASS",
  parameters: 1,
  registered: false,
  syntax: "<password>",
  help: "Gives the password of the server, before NICK and USER.",
  run(context, [password]) {
    const { registration } = context.session;
    if (registration === null) return context.fail(ERR_ALREADYREGISTERED);
    registration.password = password;
  },
};
