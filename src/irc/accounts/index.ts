import type { Command } from "../session/context.ts";
import { authenticate } from "./authenticate.ts";
import { register } from "./register.ts";
import { verify } from "./verify.ts";

/** The commands of this room. */
export const ACCOUNTS_COMMANDS: readonly Command[] = [
  authenticate,
  register,
  verify,
];
