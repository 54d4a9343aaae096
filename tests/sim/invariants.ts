import { assert, assertEquals } from "@std/assert";
import { recordOfAccount } from "../../src/irc/accounts/accounts.ts";
import {
  isChannelPending,
  recordFrom,
} from "../../src/irc/channels/registered.ts";
import { REGISTERED_MODE } from "../../src/irc/state/registered_channel.ts";
import { AccountIndex } from "../../src/irc/state/account_index.ts";
import { PREFIX_MODES, USER_MODES } from "../../src/irc/modes/index.ts";
import type { MetadataOwner } from "../../src/irc/metadata/values.ts";
import type { Network } from "../../src/irc/state/network.ts";
import type { User } from "../../src/irc/state/user.ts";
import type { Session } from "../../src/irc/state/session.ts";
import { formOf } from "../../src/irc/channels/registered.ts";
import { fold } from "../../src/irc/names/casemapping.ts";
import { parseMessage } from "../../src/irc/wire/message.ts";
import {
  isMetadataKey,
  maxValueBytes,
} from "../../src/irc/wire/metadata_values.ts";
import { isChannelName, isNickname } from "../../src/irc/names/names.ts";
import { byteLength } from "../../src/irc/names/text.ts";

/**
 * Checks what must hold between the maps of a network after every input.
 *
 * @throws {AssertionError} if it does not
 */
export function checkNetwork(network: Network): void {
  checkChannels(network);
  checkUsers(network);
  checkSessions(network);
  checkKept(network);
  checkAccounts(network);
  checkRegistered(network);
  checkSharing(network);
  for (const { letter } of USER_MODES) {
    const counted = [...network.users.values()].filter((user) =>
      user.is(letter)
    );
    assertEquals(
      network.modeCounts.get(letter) ?? 0,
      counted.length,
      `+${letter} is counted`,
    );
  }
}

function checkAccounts(network: Network): void {
  const { records, squatters } = network;
  const { accounts, index } = records;
  assertEquals(index, new AccountIndex(accounts), "the index is of them all");
  const nicks: string[] = [];
  for (const [key, account] of accounts) {
    assertEquals(key, fold(account.name), "accounts are found by their names");
    nicks.push(key, ...account.nicks.map(fold));
  }
  assertEquals(nicks.length, new Set(nicks).size, "a nickname has one account");
  for (const [user, { nick }] of squatters) {
    assert(network.users.get(fold(user.nick)) === user, `${nick} is here`);
  }
}

/** Who is on a registered channel sees what its record has. One that waits to be written may be undone. */
function checkRegistered(network: Network): void {
  const { at, channels, records } = network;
  const { listEntries } = network.settings.limits;
  for (const [key, channel] of channels) {
    if (isChannelPending(network, key)) continue;
    const record = records.channels.get(key);
    assertEquals(
      channel.modes.has(REGISTERED_MODE),
      record !== undefined,
      `${channel.name} has +r if it is registered`,
    );
    if (record === undefined) continue;
    assertEquals(
      recordFrom(record, channel),
      record,
      `${channel.name} is as its record says`,
    );
    assertEquals(channel.createdAt, record.createdAt, "it was made once");
  }
  for (const [key, record] of records.channels) {
    const { founder, name, ranks, usedAt } = record;
    assertEquals(key, fold(name), "channels are found by their names");
    assert(!Object.hasOwn(record.modes, REGISTERED_MODE));
    assert(usedAt <= at, "a channel was not used tomorrow");
    assert(ranks.length <= listEntries, "ranks are limited");
    const accounts = [founder, ...ranks.map(({ account }) => account)];
    assertEquals(
      accounts.length,
      new Set(accounts.map(fold)).size,
      `an account has one rank on ${name}`,
    );
  }
}

const PREFIX_LETTERS = PREFIX_MODES.map((mode) => mode.letter);

function checkChannels(network: Network): void {
  for (const [key, channel] of network.channels) {
    assertEquals(key, fold(channel.name));
    assert(
      isChannelName(channel.name, network.settings.limits),
      `${channel.name} is a channel's name`,
    );
    assert(channel.members.size > 0, `${channel.name} has a member`);
    checkMetadata(network, channel);
    for (const [member, { modes }] of channel.members) {
      assert(
        member.channels.has(channel),
        `${member.nick} knows of ${channel.name}`,
      );
      assert(
        network.findUser(member.nick) === member,
        `${member.nick} is on the network`,
      );
      const sorted = PREFIX_LETTERS.filter((letter) => modes.includes(letter))
        .join("");
      assertEquals(
        modes,
        sorted,
        "prefixes are known, once each, highest first",
      );
    }
    for (const invited of channel.invited) {
      assert(
        invited.invites?.has(channel),
        `${invited.nick} holds the invitation`,
      );
      assert(
        network.findUser(invited.nick) === invited,
        `${invited.nick} is on the network`,
      );
    }
  }
}

function checkUsers(network: Network): void {
  const noticed = [...network.users.values()].filter((user) => user.is("s"));
  assertEquals(new Set(noticed), network.noticed);
  for (const [key, user] of network.users) {
    assertEquals(key, fold(user.nick));
    assert(
      isNickname(user.nick, network.settings.limits),
      `${user.nick} is a nickname`,
    );
    assertEquals(user.source, `${user.nick}!${user.username}@${user.host}`);
    assert(
      user.sessions.length > 0 || user.kept !== null || network.lost.has(user),
      `${user.nick} is connected, always on, or may come back`,
    );
    assert(user.away !== "", `${user.nick} is away for a reason`);
    checkMetadata(network, user);
    for (const session of user.sessions) {
      assert(
        network.sessions.get(session.id) === session && session.user === user,
      );
    }
    for (const channel of user.channels) {
      assert(channel.members.has(user), `${channel.name} has ${user.nick}`);
      assert(
        network.findChannel(channel.name) === channel,
        `${channel.name} exists`,
      );
    }
    assertEquals(user.is("o"), user.operator !== null, "operators have +o");
    assert(user.operator !== null || !user.is("s"), "only operators have +s");
    for (const other of user.accepted) {
      assert(other.acceptedBy.has(user), `${other.nick} knows ${user.nick}`);
      assert(
        network.findUser(other.nick) === other,
        `${other.nick} is on the network`,
      );
    }
    for (const other of user.acceptedBy) {
      assert(other.accepted.has(user), `${other.nick} accepts ${user.nick}`);
    }
    const { readMarkers } = network.settings.limits;
    assert((user.readMarkers?.size ?? 0) <= readMarkers, "markers are limited");
    assert(
      user.readMarkers === null || user.account === null,
      "those of who is logged in are the account's",
    );
    for (const key of user.readMarkers?.keys() ?? []) {
      assertEquals(key, fold(key), "read markers have folded names");
    }
    for (const channel of user.invites ?? []) {
      assert(
        channel.invited.has(user),
        `${channel.name} has invited ${user.nick}`,
      );
      assert(
        network.findChannel(channel.name) === channel,
        `${channel.name} exists`,
      );
    }
  }
}

/** An account has one user who stays without a connection, and a restart would bring back what it is. */
function checkKept(network: Network): void {
  const { kept, keptChanged, records, unregisteredChanged, users } = network;
  const all = [...users.values()];
  const staying = all.filter((user) => user.kept !== null);
  assertEquals(new Set(kept.values()), new Set(staying));
  assertEquals(keptChanged.size, 0, "what has changed is noted");
  assertEquals(unregisteredChanged.size, 0, "of channels too");
  for (const [key, user] of kept) {
    assertEquals(user.kept?.account, key);
    assertEquals(fold(user.account ?? ""), key, `${user.nick} is logged in`);
    const isAlone = user.sessions.length === 0;
    assertEquals(user.kept?.leftAt !== null, isAlone);
    assert(!isAlone || user.operator === null, "nobody is an operator");
    const record = records.presences.get(key);
    if (record === undefined && isDropped(network, key)) continue;
    assertEquals(record?.nick, user.nick);
    const isLater = network.keptLater.has(user);
    assert(isLater || record?.away === user.away, "its absence is kept");
    assert(isLater || record?.leftAt === user.kept?.leftAt);
    const channels = [...user.channels].map((channel) => [
      channel.name,
      channel.members.get(user)?.modes,
    ]);
    for (const channel of user.channels) {
      if (channel.modes.has("r")) continue;
      const form = records.unregistered.get(fold(channel.name));
      assertEquals(form, formOf(channel), `${channel.name} is kept`);
    }
    if (isLater) continue;
    assertEquals(record?.channels, Object.fromEntries(channels));
  }
  for (const user of [...network.resumptions.keys(), ...network.lost.keys()]) {
    assert(network.usersById.get(user.id) === user, `${user.nick} is here`);
    assertEquals(user.account, null, `${user.nick} has no account`);
    const isAlone = user.sessions.length === 0;
    assertEquals(network.lost.has(user), isAlone, `${user.nick} is lost`);
  }
  const absent = all.filter(({ sessions }) => sessions.length === 0);
  assertEquals(network.absent, absent.length, "who is absent is counted");
}

/** Tells whether an account is deleted once that is written. */
function isDropped({ requests }: Network, key: string): boolean {
  return [...requests.values()].some(({ kept }) =>
    kept?.some(({ made }) => made.kind === "presence" && made.key === key)
  );
}

function checkSessions(network: Network): void {
  for (const [id, session] of network.sessions) {
    assertEquals(session.id, id);
    assert(
      (session.user === null) !== (session.registration === null),
      "a session is registered or registering",
    );
    if (session.user !== null) {
      assert(network.findUser(session.user.nick) === session.user);
    }
    assertEquals(
      network.batching.has(session),
      session.clientBatch?.hasFailed === false,
      "a batch that is open is looked at as time passes",
    );
    if (session.registration !== null) {
      checkMetadata(network, session.registration);
    }
    checkSubscriptions(network, session);
    for (const key of session.monitored?.keys() ?? []) {
      assert(
        network.watchLists.watchers.get(key)?.has(session),
        `${key} is watched`,
      );
    }
  }
  for (const [key, sessions] of network.watchLists.watchers) {
    assert(sessions.size > 0, `somebody watches ${key}`);
    for (const session of sessions) {
      assert(network.sessions.get(session.id) === session);
      assert(session.monitored?.has(key), `the watcher of ${key} knows`);
    }
  }
}

function checkMetadata(
  { settings: { limits, serverName } }: Network,
  { metadata }: MetadataOwner,
): void {
  if (metadata === null) return;
  assert(metadata.size > 0, "what is empty is null");
  assert(metadata.size <= limits.metadataKeys, "not more keys than may be");
  for (const [key, value] of metadata) {
    assert(isMetadataKey(key), `${key} is a key`);
    assert(value !== "", `${key} is set`);
    const most = maxValueBytes(serverName, limits);
    assert(byteLength(value) <= most, `the value of ${key} fits`);
  }
}

/** Who is logged in to a registered account tells of itself what the account does. */
function checkSharing(network: Network): void {
  const { accountUsers, users } = network;
  const inAccounts = new Set<User>();
  for (const account of accountUsers.accounts) {
    const record = recordOfAccount(network, account);
    for (const user of accountUsers.of(account)) {
      inAccounts.add(user);
      assertEquals(fold(user.account ?? ""), account);
      if (record === undefined) continue;
      const told = Object.fromEntries(user.metadata ?? []);
      assertEquals(told, record.metadata, `${user.nick} is as ${account}`);
    }
  }
  const loggedIn = [...users.values()].filter(({ account }) =>
    account !== null
  );
  assertEquals(inAccounts, new Set(loggedIn), "users have their accounts");
}

function checkSubscriptions(
  { settings: { limits } }: Network,
  { subscriptions }: Session,
): void {
  if (subscriptions === null) return;
  assert(subscriptions.keys.size > 0, "what is empty is null");
  assert(subscriptions.keys.size <= limits.metadataSubscriptions);
  for (const key of subscriptions.keys) {
    assert(isMetadataKey(key), `${key} is a key`);
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Every line says who it is from, but those that simple clients look for by their beginning. */
const HAS_SOURCE = /^(?::[^ ]+ |ERROR :|PING :[^ ]+$|AUTHENTICATE [^ ]+$)/;

/**
 * Checks one line that a client gets.
 *
 * @param bytes the line, CR LF included
 * @throws {AssertionError} if it is not well formed
 */
export function checkLine(bytes: Uint8Array): void {
  const whole = decoder.decode(bytes);
  const tags = /^@[^ ]+ /.exec(whole)?.[0] ?? "";
  const line = whole.slice(tags.length);
  assert(byteLength(tags) <= 8191, `not over 8191 bytes: ${tags}`);
  assert(byteLength(line) <= 512, `not over 512 bytes: ${line}`);
  assert(line.endsWith("\r\n"), `ends in CR LF: ${line}`);
  const text = line.slice(0, -2);
  assert(!/[\0\r\n]/.test(text), `one line: ${JSON.stringify(text)}`);
  assert(HAS_SOURCE.test(text), `has a source: ${text}`);
  const command = parseMessage(text)?.command ?? "";
  assert(/^(?:[A-Z]+|\d{3})$/.test(command), `has a command: ${text}`);
  assert(
    !/ {2}/.test(text.split(" :", 1)[0]),
    `has no empty parameter: ${text}`,
  );
}
