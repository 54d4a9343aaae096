import type { Command } from "../session/context.ts";
import { invite } from "./invite.ts";
import { join } from "./join.ts";
import { kick } from "./kick.ts";
import { knock } from "./knock.ts";
import { list } from "./list.ts";
import { mode } from "./mode.ts";
import { names } from "./names.ts";
import { part } from "./part.ts";
import { rename } from "./rename.ts";
import { topic } from "./topic.ts";

/** The commands of this room. */
export const CHANNELS_COMMANDS: readonly Command[] = [
  invite,
  join,
  kick,
  knock,
  list,
  mode,
  names,
  part,
  rename,
  topic,
];
