import { fold, upperCase } from "../names/casemapping.ts";
import { packWords } from "../names/text.ts";
import { isNickname } from "../names/names.ts";
import {
  ERR_ERRONEUSNICKNAME,
  ERR_MONLISTFULL,
  ERR_NEEDMOREPARAMS,
  type Numeric,
  RPL_ENDOFMONLIST,
  RPL_MONLIST,
  RPL_MONOFFLINE,
  RPL_MONONLINE,
} from "../wire/numerics.ts";
import type { Command, UserContext } from "../session/context.ts";
import { findService, identityOf } from "../session/services.ts";
import { syncWatched } from "../metadata/sync.ts";

/** @see IRCv3 monitor */
export const monitor: Command = {
  name: "MONITOR",
  parameters: 1,
  registered: true,
  syntax: "+ <nickname>{,<nickname>} | - <nickname>{,<nickname>} | C | L | S",
  help: "Tells you when nicknames come to the network and go.",
  run(context, [modifier, list]) {
    const handler = modifiers.get(upperCase(modifier));
    if (handler === undefined || "+-".includes(modifier) && !list) {
      return context.fail(ERR_NEEDMOREPARAMS, this.name);
    }
    handler(context, list ?? "");
  },
};

const modifiers = new Map<
  string,
  (context: UserContext, list: string) => void
>([
  ["+", add],
  ["-", remove],
  ["C", clear],
  ["L", showList],
  ["S", (context) => replyStatus(context, monitoredBy(context))],
]);

function monitoredBy({ session }: UserContext): string[] {
  return [...session.monitored?.values() ?? []];
}

function add(context: UserContext, list: string): void {
  const { limits, network, session } = context;
  const added: string[] = [];
  const refused: string[] = [];
  for (const nick of context.targets(list).targets) {
    if (!isNickname(nick, limits)) context.fail(ERR_ERRONEUSNICKNAME, nick);
    else if (session.monitored?.has(fold(nick))) continue;
    else if ((session.monitored?.size ?? 0) >= limits.monitor) {
      refused.push(nick);
    } else {
      network.watchLists.add(session, nick);
      added.push(nick);
    }
  }
  replyStatus(context, added);
  syncWatched(context, added);
  replyList(context, ERR_MONLISTFULL, refused, String(limits.monitor));
}

function remove(context: UserContext, list: string): void {
  const { network, session } = context;
  for (const nick of context.targets(list).targets) {
    network.watchLists.remove(session, nick);
  }
}

function clear(context: UserContext): void {
  const { network, session } = context;
  for (const nick of monitoredBy(context)) {
    network.watchLists.remove(session, nick);
  }
}

function showList(context: UserContext): void {
  replyList(context, RPL_MONLIST, monitoredBy(context));
  context.reply(RPL_ENDOFMONLIST);
}

function replyStatus(context: UserContext, nicks: readonly string[]): void {
  const online: string[] = [];
  const offline: string[] = [];
  for (const nick of nicks) {
    const service = findService(context.protocol, nick);
    const somebody = service === undefined
      ? context.network.findUser(nick)
      : identityOf(service.nick, context.settings);
    if (somebody === undefined) offline.push(nick);
    else online.push(somebody.source);
  }
  replyList(context, RPL_MONONLINE, online);
  replyList(context, RPL_MONOFFLINE, offline);
}

/** Sends `a,b,c`, on as many lines as it takes. */
function replyList(
  context: UserContext,
  numeric: Numeric,
  words: readonly string[],
  ...params: string[]
): void {
  for (const line of packWords(words, context.roomFor(numeric, ...params))) {
    context.reply(numeric, ...params, line.replaceAll(" ", ","));
  }
}
