import type { Command, CommandTable } from "../context.ts";
import { accept } from "./accept.ts";
import { admin } from "./admin.ts";
import { authenticate } from "./authenticate.ts";
import { away } from "./away.ts";
import { batch } from "./batch.ts";
import { cap } from "./cap.ts";
import { connect } from "./connect.ts";
import { die } from "./die.ts";
import { dline } from "./dline.ts";
import { error } from "./error.ts";
import { help } from "./help.ts";
import { helpop } from "./helpop.ts";
import { info } from "./info.ts";
import { invite } from "./invite.ts";
import { ison } from "./ison.ts";
import { isupport } from "./isupport.ts";
import { join } from "./join.ts";
import { kick } from "./kick.ts";
import { kill } from "./kill.ts";
import { kline } from "./kline.ts";
import { knock } from "./knock.ts";
import { links } from "./links.ts";
import { list } from "./list.ts";
import { lusers } from "./lusers.ts";
import { map } from "./map.ts";
import { markread } from "./markread.ts";
import { metadata } from "./metadata.ts";
import { mode } from "./mode.ts";
import { monitor } from "./monitor.ts";
import { motd } from "./motd.ts";
import { names } from "./names.ts";
import { nick } from "./nick.ts";
import { notice } from "./notice.ts";
import { oper } from "./oper.ts";
import { part } from "./part.ts";
import { pass } from "./pass.ts";
import { ping } from "./ping.ts";
import { pong } from "./pong.ts";
import { privmsg } from "./privmsg.ts";
import { quit } from "./quit.ts";
import { redact } from "./redact.ts";
import { rehash } from "./rehash.ts";
import { rename } from "./rename.ts";
import { restart } from "./restart.ts";
import { sajoin } from "./sajoin.ts";
import { samode } from "./samode.ts";
import { sanick } from "./sanick.ts";
import { sapart } from "./sapart.ts";
import { setname } from "./setname.ts";
import { silence } from "./silence.ts";
import { squit } from "./squit.ts";
import { stats } from "./stats.ts";
import { summon } from "./summon.ts";
import { tagmsg } from "./tagmsg.ts";
import { time } from "./time.ts";
import { topic } from "./topic.ts";
import { undline } from "./undline.ts";
import { unkline } from "./unkline.ts";
import { user } from "./user.ts";
import { userhost } from "./userhost.ts";
import { userip } from "./userip.ts";
import { users } from "./users.ts";
import { version } from "./version.ts";
import { wallops } from "./wallops.ts";
import { webirc } from "./webirc.ts";
import { who } from "./who.ts";
import { whois } from "./whois.ts";
import { whowas } from "./whowas.ts";

const ALL: readonly Command[] = [
  accept,
  admin,
  authenticate,
  away,
  batch,
  cap,
  connect,
  die,
  dline,
  error,
  help,
  helpop,
  info,
  invite,
  ison,
  isupport,
  join,
  kick,
  kill,
  kline,
  knock,
  links,
  list,
  lusers,
  map,
  markread,
  metadata,
  mode,
  monitor,
  motd,
  names,
  nick,
  notice,
  oper,
  part,
  pass,
  ping,
  pong,
  privmsg,
  quit,
  redact,
  rehash,
  rename,
  restart,
  sajoin,
  samode,
  sanick,
  sapart,
  setname,
  silence,
  squit,
  stats,
  summon,
  tagmsg,
  time,
  topic,
  undline,
  unkline,
  user,
  userhost,
  userip,
  users,
  version,
  wallops,
  webirc,
  who,
  whois,
  whowas,
];
/** Every command there is: the one list that the router, the nickname check and HELP read. */
export const COMMANDS: CommandTable = new Map(
  ALL.map((command) => [command.name, command]),
);
