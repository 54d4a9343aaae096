import type { Command } from "../session/context.ts";
import { authenticate } from "./authenticate.ts";

/** The commands of this room. */
export const ACCOUNTS_COMMANDS: readonly Command[] = [
  authenticate,
];
