import type { Command } from "../session/context.ts";
import { ERR_NEEDMOREPARAMS } from "../wire/numerics.ts";
import { checkOperator } from "./operator.ts";

/** @see Modern IRC, "OPER message" */
export const oper: Command = {
  name: "OPER",
  parameters: 1,
  registered: true,
  syntax: "<name> [<password>]",
  help: "Makes you an IRC operator.",
  run(context, [name, password]) {
    const { network, session, user } = context;
    // Who has shown a certificate, or is logged in, may need no password.
    const hasProof = session.certificate !== null || user.account !== null;
    if (password === undefined && !hasProof) {
      return context.fail(ERR_NEEDMOREPARAMS, this.name);
    }
    checkOperator(network, session, name, password ?? "");
  },
};
