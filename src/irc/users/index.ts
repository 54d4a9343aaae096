import type { Command } from "../session/context.ts";
import { accept } from "./accept.ts";
import { away } from "./away.ts";
import { monitor } from "./monitor.ts";
import { nick } from "./nick.ts";
import { quit } from "./quit.ts";
import { setname } from "./setname.ts";
import { silence } from "./silence.ts";
import { webirc } from "./webirc.ts";

/** The commands of this room. */
export const USERS_COMMANDS: readonly Command[] = [
  accept,
  away,
  monitor,
  nick,
  quit,
  setname,
  silence,
  webirc,
];
