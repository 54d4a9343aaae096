import type { Command } from "../session/context.ts";
import { chathistory } from "./chathistory.ts";
import { history } from "./history.ts";
import { znc } from "./znc.ts";
import { search } from "./search.ts";

/** The commands of this room. */
export const HISTORY_COMMANDS: readonly Command[] = [
  chathistory,
  history,
  znc,
  search,
];
