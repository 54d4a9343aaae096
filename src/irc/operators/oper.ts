import type { Command } from "../session/context.ts";
import { checkOperator } from "./operator.ts";

/** @see Modern IRC, "OPER message" */
export const oper: Command = {
  name: "OPER",
  parameters: 2,
  registered: true,
  syntax: "<name> <password>",
  help: "Makes you an IRC operator.",
  run(context, [name, password]) {
    checkOperator(context.network, context.session, name, password);
  },
};
