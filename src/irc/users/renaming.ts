import { fold } from "../names/casemapping.ts";
import { RPL_MONOFFLINE, RPL_MONONLINE } from "../wire/numerics.ts";
import type { Network } from "../state/network.ts";
import { recordOfMember } from "../state/recording.ts";
import type { User } from "../state/user.ts";
import { neighbours, watchersBeside } from "../state/visibility.ts";
import { messageOf } from "../session/events.ts";
import { notice, whoIs } from "../session/notices.ts";
import { reply, tell } from "../session/send.ts";
import { tellOnline } from "./presence.ts";

/** Gives a user another nickname, that nobody else has, and tells the user and everyone who sees it, once. */
export function renameUser(network: Network, user: User, nick: string): void {
  const before = user.nick;
  const who = whoIs(user);
  const event = network.event(user, "NICK", null, [nick]);
  const isOnlyCase = fold(before) === fold(nick);
  if (!isOnlyCase) {
    for (const watcher of network.watchLists.of(before)) {
      reply(watcher, RPL_MONOFFLINE, before);
    }
  }
  network.renameUser(user, nick);
  notice(network, "nick", "{who} is now {nick}", { who, nick });
  for (const channel of user.channels) {
    recordOfMember(network, channel, event, user);
  }
  const message = messageOf(event).share();
  const told = neighbours(user);
  tell(user, message);
  for (const neighbour of told) tell(neighbour, message);
  if (isOnlyCase) tellCase(network, user, told);
  else tellOnline(network, user);
}

/**
 * Tells who watches the nickname how it is written now. A plain MONITOR hears of who comes and goes alone: this
 * is for those who asked to hear of changes too.
 */
function tellCase(
  network: Network,
  user: User,
  told: ReadonlySet<User>,
): void {
  for (const watcher of watchersBeside(network, user, told)) {
    if (!watcher.has("extended-monitor")) continue;
    reply(watcher, RPL_MONONLINE, user.source);
  }
}
