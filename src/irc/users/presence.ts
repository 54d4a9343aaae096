import { RPL_METADATASYNCLATER, RPL_MONONLINE } from "../wire/numerics.ts";
import { secondsToTell, sendWatched } from "../metadata/values.ts";
import type { Network } from "../state/network.ts";
import type { User } from "../state/user.ts";
import { reply } from "../session/send.ts";

/**
 * Tells those who watch a nickname that a user has it from now on, and what the user tells of itself.
 *
 * @see IRCv3 monitor; draft/metadata-3, "Notifications"
 */
export function tellOnline(network: Network, user: User): void {
  const watchers = [...network.watchLists.of(user.nick)];
  if (watchers.length === 0) return;
  const wait = user.metadata === null ? 0 : secondsToTell(user, network.at);
  for (const session of watchers) {
    reply(session, RPL_MONONLINE, user.source);
    if (!session.has("draft/metadata-3")) continue;
    if (wait === 0) sendWatched(session, user);
    else reply(session, RPL_METADATASYNCLATER, user.nick, String(wait));
  }
}
