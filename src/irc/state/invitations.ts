import { assert } from "@std/assert/assert";
import type { Channel } from "./channel.ts";
import type { Network } from "./network.ts";
import type { User } from "./user.ts";

/** Lets a user join a channel once, whatever keeps others out; beyond the limit, the user's oldest invitation goes. */
export function addInvitation(
  network: Network,
  user: User,
  channel: Channel,
): void {
  assert(!channel.members.has(user), "a member needs no invitation");
  assert(
    network.hasChannel(channel),
    "a channel that somebody is invited to is there",
  );
  const invites = user.invites ??= new Set();
  invites.delete(channel);
  invites.add(channel);
  channel.invited.add(user);
  for (const oldest of invites) {
    if (invites.size <= network.settings.limits.invitations) break;
    removeInvitation(user, oldest);
  }
}

/** Takes an invitation back, if there is one. */
export function removeInvitation(user: User, channel: Channel): void {
  channel.invited.delete(user);
  user.invites?.delete(channel);
  if (user.invites?.size === 0) user.invites = null;
}
