import { removeInvitation } from "./invitations.ts";
import type { Network } from "./network.ts";
import type { Session } from "./session.ts";
import type { User } from "./user.ts";

/**
 * Takes a session out of every map, and its user with the last one, whatever is wrong with them: for a fault
 * that keeps them from going in order. It looks everywhere, and asserts nothing.
 */
export function expunge(network: Network, session: Session): void {
  const { batching, requests, sessions, watchLists: { watchers } } = network;
  sessions.delete(session.id);
  batching.delete(session);
  for (const [nick, watching] of watchers) {
    watching.delete(session);
    if (watching.size === 0) watchers.delete(nick);
  }
  for (const [id, request] of requests) {
    if (request.session === session.id) requests.delete(id);
  }
  const { user } = session;
  if (user === null) return;
  session.user = null;
  network.attached--;
  const others = user.sessions.filter((other) => other !== session);
  user.sessions.splice(0, Infinity, ...others);
  if (others.length === 0) expungeUser(network, user);
}

function expungeUser(network: Network, gone: User): void {
  const { accountUsers, channels, modeCounts, noticed } = network;
  const { squatters, users, usersById } = network;
  for (const [nick, user] of users) {
    if (user === gone) users.delete(nick);
  }
  usersById.delete(gone.id);
  accountUsers.remove(gone);
  noticed.delete(gone);
  squatters.delete(gone);
  network.resumptions.delete(gone);
  network.lost.delete(gone);
  network.unkeep(gone);
  network.absent = [...users.values()]
    .filter(({ sessions }) => sessions.length === 0).length;
  for (const [name, channel] of channels) {
    channel.members.delete(gone);
    channel.invited.delete(gone);
    if (channel.members.size > 0) continue;
    channels.delete(name);
    for (const invited of channel.invited) removeInvitation(invited, channel);
  }
  modeCounts.clear();
  for (const user of users.values()) {
    user.setAccepted(gone, false);
    gone.setAccepted(user, false);
    for (const letter of user.modes) network.countMode(letter, true);
  }
}
