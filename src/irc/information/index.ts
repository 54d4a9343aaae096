import type { Command } from "../session/context.ts";
import { admin } from "./admin.ts";
import { help } from "./help.ts";
import { helpop } from "./helpop.ts";
import { info } from "./info.ts";
import { ison } from "./ison.ts";
import { isupport } from "./isupport.ts";
import { links } from "./links.ts";
import { lusers } from "./lusers.ts";
import { map } from "./map.ts";
import { motd } from "./motd.ts";
import { stats } from "./stats.ts";
import { summon } from "./summon.ts";
import { time } from "./time.ts";
import { userhost } from "./userhost.ts";
import { userip } from "./userip.ts";
import { users } from "./users.ts";
import { version } from "./version.ts";
import { who } from "./who.ts";
import { whois } from "./whois.ts";
import { whowas } from "./whowas.ts";

/** The commands of this room. */
export const INFORMATION_COMMANDS: readonly Command[] = [
  admin,
  help,
  helpop,
  info,
  ison,
  isupport,
  links,
  lusers,
  map,
  motd,
  stats,
  summon,
  time,
  userhost,
  userip,
  users,
  version,
  who,
  whois,
  whowas,
];
