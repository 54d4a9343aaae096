import { playBuffers, playUnheard } from "../history/playback.ts";
import { asksForHistory, heardSince } from "../history/replay.ts";
import type { Context, UserContext } from "../session/context.ts";
import { awaitArrival } from "../session/keepalive.ts";
import type { Position } from "../state/archive.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { User } from "../state/user.ts";
import { deviceSince, noteDevice } from "./devices.ts";
import { resumedUser } from "./resumed_user.ts";

/** Finds out what a client has missed that is about to be registered, while it can still be seen. */
export function findMissed({ network, session }: Context): void {
  session.missedSince = lostSince(network, session) ??
    absentSince(network, session);
}

/** Since when the user is lost whom a client comes back as; the server may not know yet that it is. */
function lostSince(network: Network, session: Session): Position | null {
  const user = resumedUser(network, session);
  if (user === null) return null;
  const lost = network.lost.get(user);
  if (lost !== undefined) return lost.since;
  return user.sessions.map(({ arrived }) => arrived).sort().at(-1) ?? null;
}

function absentSince(network: Network, session: Session): Position | null {
  const account = session.registration?.account ?? null;
  return account === null ? null : missedBy(network, account, session);
}

/** Tells since when the device of a client has missed what was said to an account; null for nothing. */
function missedBy(
  network: Network,
  account: string,
  { device }: Session,
): Position | null {
  const name = device?.name ?? null;
  return name === null ? null : deviceSince(network, account, name);
}

/**
 * Plays to a client what its device has missed, or who comes back: as far as its user may read it. Clients that ask
 * for history themselves do so.
 */
export function playMissed(context: UserContext): void {
  const { session } = context;
  const since = session.missedSince;
  session.missedSince = null;
  if (since !== null && !asksForHistory(session)) {
    playBuffers(context, "*", since);
    awaitArrival(session, since);
  }
  noteDevice(session);
}

/**
 * Finds out what a client has missed that is about to log in after it was registered.
 *
 * @returns what plays it to the client, once it is logged in
 */
export function findMissedAtLogin(
  network: Network,
  session: Session,
  user: User,
  account: string,
): () => void {
  const since = missedBy(network, account, session);
  if (since === null || asksForHistory(session)) return () => {};
  const heard = heardSince(session, user);
  return () => {
    playUnheard({ network, session, user }, since, heard);
    awaitArrival(session, since);
  };
}
