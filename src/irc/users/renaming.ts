import { fold } from "../names/casemapping.ts";
import { RPL_MONOFFLINE, RPL_MONONLINE } from "../wire/numerics.ts";
import type { Network } from "../state/network.ts";
import type { User } from "../state/user.ts";
import { neighbours } from "../state/visibility.ts";
import { messageOf } from "../session/events.ts";
import { reply, tell } from "../session/send.ts";
import { tellOnline } from "./presence.ts";

/** Gives a user another nickname, that nobody else has, and tells the user and everyone who sees it, once. */
export function renameUser(network: Network, user: User, nick: string): void {
  const before = user.nick;
  const event = network.event(user, "NICK", null, [nick]);
  const isOnlyCase = fold(before) === fold(nick);
  if (!isOnlyCase) {
    for (const watcher of network.watchLists.of(before)) {
      reply(watcher, RPL_MONOFFLINE, before);
    }
  }
  network.renameUser(user, nick);
  const message = messageOf(event).share();
  tell(user, message);
  for (const neighbour of neighbours(user)) tell(neighbour, message);
  if (!isOnlyCase) return tellOnline(network, user);
  for (const watcher of network.watchLists.of(nick)) {
    reply(watcher, RPL_MONONLINE, user.source);
  }
}
