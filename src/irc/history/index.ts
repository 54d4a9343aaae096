import type { Command } from "../session/context.ts";
import { chathistory } from "./chathistory.ts";

/** The commands of this room. */
export const HISTORY_COMMANDS: readonly Command[] = [
  chathistory,
];
