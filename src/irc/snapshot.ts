import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { fold } from "./names/casemapping.ts";
import type { Archive } from "./state/archive.ts";
import { Channel } from "./state/channel.ts";
import type { KnownEntry } from "./state/known_messages.ts";
import { Network } from "./state/network.ts";
import { Session } from "./state/session.ts";
import { User } from "./state/user.ts";

/** The version of the form that {@linkcode Snapshot} has. */
export const SNAPSHOT_VERSION = 8;

/** Plain data, as JSON has it. */
export type Plain =
  | null
  | boolean
  | number
  | string
  | readonly Plain[]
  | { readonly [key: string]: Plain };

type Fields = { readonly [key: string]: Plain };

/**
 * The whole state of a core, as plain data: canonical, so that equal states have equal snapshots, and with the
 * order of all that has one. What is derived is left out.
 */
export interface Snapshot {
  readonly version: number;
  readonly network: Fields;
  readonly users: readonly Fields[];
  readonly channels: readonly Fields[];
  readonly sessions: readonly Fields[];
}

/** What of each is no state, or is rebuilt, or stands elsewhere. */
const LEFT_OUT = {
  user: ["source", "party"],
  channel: ["party"],
  session: ["network", "sink", "answer"],
  network: [
    "archive",
    "sessions",
    "users",
    "usersById",
    "accountUsers",
    "channels",
    "modeCounts",
    "effects",
    "keptChanged",
    "unregisteredChanged",
    "isStoring",
    "work",
    "watchLists",
    "departures",
    "known",
    "messageIds",
  ],
} as const satisfies Record<string, readonly string[]>;

/** What of each stands behind an accessor: set in this order, after all else. */
const ACCESSORS = {
  user: ["nick", "host", "account"],
  channel: [],
  session: ["capVersion", "capabilities", "exchange", "failures"],
} as const satisfies Record<string, readonly string[]>;

/**
 * Gives the whole state of a network as plain data.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { DEFAULT_LIMITS } from "./names/limits.ts";
 * import { NO_ARCHIVE } from "./state/archive.ts";
 * import { Network } from "./state/network.ts";
 * import type { Settings } from "./state/settings.ts";
 *
 * const settings = { limits: DEFAULT_LIMITS } as Settings;
 * const network = new Network(settings, [], 0);
 * network.createChannel("#a", "nt");
 * const json = JSON.stringify(takeSnapshot(network));
 * const restored = restoreSnapshot(JSON.parse(json), NO_ARCHIVE);
 * assertEquals([...restored.channels.keys()], ["#a"]);
 * assertEquals(JSON.stringify(takeSnapshot(restored)), json);
 * ```
 */
export function takeSnapshot(network: Network): Snapshot {
  const { departures, known, messageIds, watchLists } = network;
  return {
    version: SNAPSHOT_VERSION,
    network: {
      ...fieldsOf(network, LEFT_OUT.network),
      departures: encode(departures.list),
      known: encode(known.entries),
      messageIds: [messageIds.lastAt, messageIds.lastCount],
      watchers: encode(watchLists.watchers),
    },
    users: [...network.users.values()].map((user) =>
      fieldsOf(user, LEFT_OUT.user, ACCESSORS.user)
    ),
    channels: [...network.channels.values()].map((channel) =>
      fieldsOf(channel, LEFT_OUT.channel)
    ),
    sessions: [...network.sessions.values()].map((session) =>
      fieldsOf(session, LEFT_OUT.session, ACCESSORS.session)
    ),
  };
}

/**
 * Puts a network together as it was when the snapshot was taken. No session has a sink.
 *
 * @param archive what was said, as it was then
 * @throws {Error} if the snapshot is of another version
 */
export function restoreSnapshot(
  snapshot: Snapshot,
  archive: Archive,
): Network {
  if (snapshot.version !== SNAPSHOT_VERSION) {
    throw new Error(
      `a snapshot of version ${snapshot.version}, not ${SNAPSHOT_VERSION}`,
    );
  }
  return new Restoration(snapshot, archive).network;
}

/**
 * Makes a short text of a state, which only an equal state has too.
 *
 * @example
 * ```ts
 * import { assertEquals, assertNotEquals } from "@std/assert";
 * import { Network } from "./state/network.ts";
 * import type { Settings } from "./state/settings.ts";
 *
 * const [one, other] = [0, 0].map((at) => new Network({} as Settings, [], at));
 * assertEquals(digestOf(takeSnapshot(one)), digestOf(takeSnapshot(other)));
 * one.createChannel("#a", "nt");
 * assertNotEquals(digestOf(takeSnapshot(one)), digestOf(takeSnapshot(other)));
 * ```
 */
export function digestOf(snapshot: Snapshot): string {
  return bytesToHex(sha256(encoder.encode(JSON.stringify(snapshot))));
}

const encoder = new TextEncoder();

function fieldsOf(
  from: object,
  leftOut: readonly string[],
  accessors: readonly string[] = [],
): Fields {
  const names = Object.keys(from).filter((name) => !leftOut.includes(name));
  return Object.fromEntries(
    [...names, ...accessors].map((name) => [
      name,
      encode(Reflect.get(from, name)),
    ]),
  );
}

/** Users, channels and sessions stand as their ids, because each is written in full once. */
function encode(value: unknown): Plain {
  if (value instanceof User) return { $user: value.id };
  if (value instanceof Channel) return { $channel: value.id };
  if (value instanceof Session) return { $session: value.id };
  if (value instanceof Map) return { $map: [...value].map(encode) };
  if (value instanceof Set) return { $set: [...value].map(encode) };
  if (Array.isArray(value)) return value.map(encode);
  if (typeof value === "object" && value !== null) return fieldsOf(value, []);
  return value as Plain;
}

/** Builds everything first, then what it holds: users, channels and sessions refer to each other. */
class Restoration {
  readonly network: Network;
  readonly #users = new Map<Plain, User>();
  readonly #channels = new Map<Plain, Channel>();
  readonly #sessions = new Map<Plain, Session>();

  constructor(
    { channels, network: fields, sessions, users }: Snapshot,
    archive: Archive,
  ) {
    this.network = this.#createNetwork(fields, archive);
    for (const each of users) this.#users.set(each.id, createUser(each));
    for (const each of channels) {
      this.#channels.set(each.id, createChannel(each));
    }
    for (const each of sessions) {
      this.#sessions.set(each.id, createSession(this.network, each));
    }
    for (const each of users) this.#fill(this.#users.get(each.id), each);
    for (const each of channels) this.#fill(this.#channels.get(each.id), each);
    for (const each of sessions) this.#fill(this.#sessions.get(each.id), each);
    this.#fillNetwork(fields);
  }

  #createNetwork(
    { settings, createdAt }: Fields,
    archive: Archive,
  ): Network {
    return new Network(
      this.#decode(settings) as Network["settings"],
      [],
      createdAt as number,
      archive,
    );
  }

  #fillNetwork(
    { departures, jots, known, messageIds, records, watchers, ...fields }:
      Fields,
  ): void {
    const { network } = this;
    for (const user of this.#users.values()) {
      network.users.set(fold(user.nick), user);
      network.usersById.set(user.id, user);
      network.accountUsers.add(user);
      for (const letter of user.modes) network.countMode(letter, true);
    }
    for (const channel of this.#channels.values()) {
      network.channels.set(fold(channel.name), channel);
    }
    for (const session of this.#sessions.values()) {
      network.sessions.set(session.id, session);
    }
    this.#fill(network, fields);
    this.#fill(network.records, records as Fields);
    this.#fill(network.jots, jots as Fields);
    network.records.indexAccounts();
    this.#fill(network.departures, { list: departures });
    this.#fill(network.watchLists, { watchers });
    const [at, count] = messageIds as [number, number];
    network.messageIds.restore(at, count);
    const entries = this.#decode(known) as KnownEntry[];
    // A lower limit forgets with the next message, here as there.
    const { knownMessages } = network.settings.limits;
    network.known.restore(entries, Math.max(knownMessages, entries.length));
  }

  #fill(into: object | undefined, fields: Fields): void {
    if (into === undefined) return;
    for (const [name, plain] of Object.entries(fields)) {
      Reflect.set(into, name, this.#decode(plain));
    }
  }

  #decode(plain: Plain): unknown {
    if (typeof plain !== "object" || plain === null) return plain;
    if (isList(plain)) return plain.map((each) => this.#decode(each));
    const { $channel, $map, $session, $set, $user } = plain;
    if ($user !== undefined) return this.#users.get($user);
    if ($channel !== undefined) return this.#channels.get($channel);
    if ($session !== undefined) return this.#sessions.get($session);
    if ($map !== undefined) {
      return new Map(this.#decode($map) as [unknown, unknown][]);
    }
    if ($set !== undefined) return new Set(this.#decode($set) as unknown[]);
    return Object.fromEntries(
      Object.entries(plain).map(([key, value]) => [key, this.#decode(value)]),
    );
  }
}

function isList(plain: Plain): plain is readonly Plain[] {
  return Array.isArray(plain);
}

function createUser(fields: Fields): User {
  const { id, nick, username, realHost, realname, cloak } = fields;
  return new User(
    id as number,
    nick as string,
    username as string,
    realHost as string,
    realname as string,
    cloak as string,
    fields.signedOnAt as number,
  );
}

function createChannel({ id, name, createdAt }: Fields): Channel {
  return new Channel(id as number, name as string, createdAt as number);
}

function createSession(network: Network, fields: Fields): Session {
  const { id, host, secure, certificate, listener, deadline } = fields;
  return new Session(
    id as string,
    network,
    host as string,
    secure as boolean,
    certificate as string | null,
    listener as string,
    deadline as number,
  );
}
