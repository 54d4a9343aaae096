import { hashPassword as hash } from "../config/passwords.ts";
import { UsageError } from "./flags.ts";
import type { Subcommand } from "./subcommand.ts";

/** `ircd hash-password` */
export const hashPassword: Subcommand = {
  name: "hash-password",
  argument: null,
  help: "read a password, print what the file needs",
  async run({ runtime }) {
    const password = runtime.readSecret("Password:");
    if (!password) throw new UsageError("no password was given");
    runtime.print(await hash(password));
  },
};
