import { findAccount, usersOf } from "../accounts/accounts.ts";
import { fold } from "../names/casemapping.ts";
import { jot } from "../session/jotting.ts";
import type { Position } from "../state/archive.ts";
import { jotKey } from "../state/jots.ts";
import { positionAt } from "../state/message_ids.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";

// Up to where each device of an account was sent what was said, so that it can be played the rest.

/** The kind of jot that has up to where a device was sent what was said: a {@linkcode Position}. */
const DEVICE = "device";

/** So many devices of an account are known; a new one drives out who was not there for the longest time. */
const MOST_DEVICES = 30;

/** How often it is jotted down how far those are who are connected: a crash sets them back by that. */
const INTERVAL_MS = 60_000;

/** So long may be on its way, in milliseconds, what is sent to a client that closes its connection. */
const ON_ITS_WAY_MS = 10_000;

/** Lists the devices of an account by their names: up to where each was sent what was said. */
export function devicesOf(
  { jots }: Network,
  account: string,
): ReadonlyMap<string, Position> {
  const known = [...jots.of(DEVICE, fold(account))]
    .map(([name, sent]) => [name, String(sent)] as const);
  return new Map(known);
}

/** Gives up to where a client has got what was said that says QUIT. */
export function sentUntilQuit(session: Session): Position {
  return session.keepalive === "answered"
    ? session.network.position
    : session.arrived;
}

/**
 * Gives up to where a client has got what was said that closes its connection without a word. What was sent just before
 * may have come too late: that is rather played twice than never. All since the last PONG would be much, each time that
 * a telephone puts its client to sleep.
 */
export function sentUntilClosed(session: Session): Position {
  const { arrived, keepalive, network: { at } } = session;
  const before = positionAt(at - ON_ITS_WAY_MS);
  return keepalive === "answered" && before > arrived ? before : arrived;
}

/**
 * Jots down up to where the device of a client has got what was said, if it has one and an account.
 *
 * @param sent up to where that is; left out, where it surely is
 */
export function noteDevice(
  session: Session,
  sent: Position = session.arrived,
): void {
  const { device, network, user } = session;
  const name = device?.name ?? null;
  const account = user?.account ?? null;
  if (name === null || account === null) return;
  // Who is not there any more leaves nothing to who has the name next.
  if (findAccount(network, account) === undefined) return;
  const known = devicesOf(network, account);
  // Another connection of it may have got more.
  if (sent < (known.get(name) ?? "")) return;
  const others = [...known.keys()].filter((each) => each !== name);
  const tooMany = Math.max(0, others.length + 1 - MOST_DEVICES);
  for (const oldest of others.slice(0, tooMany)) {
    forgetDevice(network, account, oldest);
  }
  jot(network, { kind: DEVICE, key: keyOf(account, name), value: sent });
}

function keyOf(account: string, device: string): string {
  return jotKey(fold(account), device);
}

/** Forgets how far a device is: it is played nothing when it comes next. */
export function forgetDevice(
  network: Network,
  account: string,
  device: string,
): void {
  jot(network, { kind: DEVICE, key: keyOf(account, device), value: null });
}

/** Jots down once in a while how far the devices are that are connected, where anything has happened. */
export function noteDevices(network: Network): void {
  const { at, messageIds: { latest }, sessions } = network;
  if (at - network.devicesNotedAt < INTERVAL_MS) return;
  network.devicesNotedAt = at;
  for (const session of sessions.values()) {
    const account = session.user?.account ?? null;
    const name = session.device?.name ?? null;
    if (account === null || name === null) continue;
    const sent = network.jots.of(DEVICE, fold(account)).get(name) ?? "";
    if (String(sent) < latest) noteDevice(session);
  }
}

/** Tells since when a device of an account has missed what was said; null if it was never there. */
export function deviceSince(
  network: Network,
  account: string,
  device: string,
): Position | null {
  const known = devicesOf(network, account).get(device);
  if (known === undefined) return null;
  // It may have lost a connection of which the server does not know it yet.
  const others = usersOf(network, { name: account })
    .flatMap(({ sessions }) => sessions)
    .filter((each) => each.device?.name === device);
  return [known, ...others.map(({ arrived }) => arrived)].sort()[0];
}
