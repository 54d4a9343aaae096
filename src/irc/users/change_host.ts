import type { Rate } from "../names/rate.ts";
import { message, type OutgoingMessage } from "../wire/outgoing.ts";
import type { Channel } from "../state/channel.ts";
import { sendWatched } from "../metadata/values.ts";
import { secondsToWait } from "../session/rates.ts";
import { countRefusal } from "../state/refusing.ts";
import type { Network } from "../state/network.ts";
import type { User } from "../state/user.ts";
import { awayMessages } from "./absence.ts";
import { joinMessage } from "../channels/entering.ts";
import { tellOneself } from "./whoami.ts";
import { announce, send } from "../session/send.ts";
import { neighbours, seesMember } from "../state/visibility.ts";

/** How often users may change their hosts: many are shown somebody who quits and joins. */
const HOST_RATE: Rate = { times: 5, milliseconds: 50_000 };

/** Counts that a user changes its host, and tells whether that is too often: then it does not count, and must wait. */
export function isChangingTooOften(network: Network, user: User): boolean {
  if (secondsToWait(user, "host", HOST_RATE, network.at) === 0) return false;
  countRefusal(network, "hosts");
  return true;
}

/**
 * Tells those who see a user that its host has changed. A client that does not
 * know CHGHOST is shown somebody who quits and is back at once.
 *
 * @param oldSource the user's `nick!user@host` from before
 * @see IRCv3 chghost
 */
export function announceHost(
  network: Network,
  user: User,
  oldSource: string,
): void {
  const { facts, host, username } = user;
  const change = message(
    oldSource,
    "CHGHOST",
    [username, host],
    undefined,
    facts,
    { needs: "chghost" },
  );
  tellOneself(user, change);
  announce(network, user, change, false);
  const quit = message(oldSource, "QUIT", [], "Changing host", facts);
  quit.share();
  const joins = [...user.channels].map((channel) =>
    [channel, joinAgain(network, user, channel)] as const
  );
  const away = user.away === null ? null : awayMessages(user);
  for (const viewer of neighbours(user)) {
    const shared = joins.filter(([channel]) => sees(viewer, user, channel));
    const messages = [quit, ...shared.flatMap(([, join]) => join)];
    const absence = away?.get(viewer);
    if (absence !== undefined) messages.push(absence);
    reconnect(viewer, user, messages);
  }
}

function sees(viewer: User, user: User, channel: Channel): boolean {
  return channel.members.has(viewer) && seesMember(viewer, user, channel);
}

/** Each connection has its own capabilities. */
function reconnect(
  viewer: User,
  user: User,
  messages: readonly OutgoingMessage[],
): void {
  for (const session of viewer.sessions) {
    if (session.has("chghost")) continue;
    for (const message of messages) send(session, message);
    if (user.metadata !== null && session.subscriptions !== null) {
      sendWatched(session, user);
    }
  }
}

function joinAgain(
  network: Network,
  user: User,
  channel: Channel,
): OutgoingMessage[] {
  const modes = channel.members.get(user)?.modes ?? "";
  const join = joinMessage(user, channel, null).share();
  if (modes === "") return [join];
  const nicks = Array<string>(modes.length).fill(user.nick);
  const params = [channel.name, `+${modes}`, ...nicks];
  return [join, message(network.settings.serverName, "MODE", params).share()];
}
