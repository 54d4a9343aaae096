import type { Command, CommandTable } from "../context.ts";
import { cap } from "./cap.ts";
import { invite } from "./invite.ts";
import { ison } from "./ison.ts";
import { join } from "./join.ts";
import { kick } from "./kick.ts";
import { lusers } from "./lusers.ts";
import { mode } from "./mode.ts";
import { motd } from "./motd.ts";
import { names } from "./names.ts";
import { nick } from "./nick.ts";
import { notice } from "./notice.ts";
import { part } from "./part.ts";
import { pass } from "./pass.ts";
import { ping } from "./ping.ts";
import { pong } from "./pong.ts";
import { privmsg } from "./privmsg.ts";
import { quit } from "./quit.ts";
import { topic } from "./topic.ts";
import { user } from "./user.ts";
import { userhost } from "./userhost.ts";
import { who } from "./who.ts";
import { whois } from "./whois.ts";

const ALL: readonly Command[] = [
  cap,
  invite,
  ison,
  join,
  kick,
  lusers,
  mode,
  motd,
  names,
  nick,
  notice,
  part,
  pass,
  ping,
  pong,
  privmsg,
  quit,
  topic,
  user,
  userhost,
  who,
  whois,
];
/** Every command there is: the one list that the router, the nickname check and HELP read. */
export const COMMANDS: CommandTable = new Map(
  ALL.map((command) => [command.name, command]),
);
