import type { Command, CommandTable } from "./session/context.ts";
import { accept } from "./users/accept.ts";
import { admin } from "./information/admin.ts";
import { authenticate } from "./accounts/authenticate.ts";
import { away } from "./users/away.ts";
import { batch } from "./messages/batch.ts";
import { cap } from "./session/cap.ts";
import { connect } from "./operators/connect.ts";
import { die } from "./operators/die.ts";
import { dline } from "./operators/dline.ts";
import { error } from "./session/error.ts";
import { help } from "./information/help.ts";
import { helpop } from "./information/helpop.ts";
import { info } from "./information/info.ts";
import { invite } from "./channels/invite.ts";
import { ison } from "./information/ison.ts";
import { isupport } from "./information/isupport.ts";
import { join } from "./channels/join.ts";
import { kick } from "./channels/kick.ts";
import { kill } from "./operators/kill.ts";
import { kline } from "./operators/kline.ts";
import { knock } from "./channels/knock.ts";
import { links } from "./information/links.ts";
import { list } from "./channels/list.ts";
import { lusers } from "./information/lusers.ts";
import { map } from "./information/map.ts";
import { markread } from "./messages/markread.ts";
import { metadata } from "./metadata/metadata.ts";
import { mode } from "./channels/mode.ts";
import { monitor } from "./users/monitor.ts";
import { motd } from "./information/motd.ts";
import { names } from "./channels/names.ts";
import { nick } from "./users/nick.ts";
import { notice } from "./messages/notice.ts";
import { oper } from "./operators/oper.ts";
import { part } from "./channels/part.ts";
import { pass } from "./session/pass.ts";
import { ping } from "./session/ping.ts";
import { pong } from "./session/pong.ts";
import { privmsg } from "./messages/privmsg.ts";
import { quit } from "./session/quit.ts";
import { redact } from "./messages/redact.ts";
import { rehash } from "./operators/rehash.ts";
import { rename } from "./channels/rename.ts";
import { restart } from "./operators/restart.ts";
import { sajoin } from "./operators/sajoin.ts";
import { samode } from "./operators/samode.ts";
import { sanick } from "./operators/sanick.ts";
import { sapart } from "./operators/sapart.ts";
import { setname } from "./users/setname.ts";
import { silence } from "./users/silence.ts";
import { squit } from "./operators/squit.ts";
import { stats } from "./information/stats.ts";
import { summon } from "./information/summon.ts";
import { tagmsg } from "./messages/tagmsg.ts";
import { time } from "./information/time.ts";
import { topic } from "./channels/topic.ts";
import { undline } from "./operators/undline.ts";
import { unkline } from "./operators/unkline.ts";
import { user } from "./session/user.ts";
import { userhost } from "./information/userhost.ts";
import { userip } from "./information/userip.ts";
import { users } from "./information/users.ts";
import { version } from "./information/version.ts";
import { wallops } from "./operators/wallops.ts";
import { webirc } from "./session/webirc.ts";
import { who } from "./information/who.ts";
import { whois } from "./information/whois.ts";
import { whowas } from "./information/whowas.ts";

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
