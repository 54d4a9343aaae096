import { findAccount, usersOf } from "../accounts/accounts.ts";
import { ALWAYS_ON, settingOf } from "../accounts/settings.ts";
import { suspensionOf } from "../accounts/suspension.ts";
import { formOf } from "../channels/registered.ts";
import { fold } from "../names/casemapping.ts";
import { isChosen } from "../names/account_rules.ts";
import { note } from "../session/keeping.ts";
import type { Account } from "../state/account.ts";
import type { Network } from "../state/network.ts";
import type { Presence } from "../state/presence.ts";
import type { Change } from "../state/records.ts";
import { REGISTERED_MODE } from "../state/registered_channel.ts";
import type { User } from "../state/user.ts";

/** The modes of an operator, who is one as long as a connection has shown it. */
const OPERATOR_MODES = /[os]/g;

/** Gives what is kept over restarts of a user who is always on. */
function presenceOf(network: Network, user: User): Presence {
  const { account: name } = user;
  const account = name === null ? undefined : findAccount(network, name);

  const { activeAt, away, channels, hasShownHost, hostname, kept } = user;
  const { modes, nick, realHost, realname, secure, signedOnAt, username } =
    user;
  return {
    account: name ?? "",
    registeredAt: account?.registeredAt ?? 0,
    nick,
    username,
    realname,
    realHost,
    hostname,
    hasShownHost,
    secure,
    modes: modes.replace(OPERATOR_MODES, ""),
    away,
    channels: Object.fromEntries(
      [...channels].map((channel) => [
        channel.name,
        channel.members.get(user)?.modes ?? "",
      ]),
    ),
    silenced: user.silenced ?? [],
    signedOnAt,
    activeAt,
    leftAt: kept?.leftAt ?? null,
  };
}

/** Has the records of those who are always on, and of their channels, follow what they are: at the end of each input. */
export function noteKeptUsers(network: Network): void {
  const changes = [
    ...[...network.keptChanged].map((user): Change => ({
      kind: "presence",
      key: user.kept?.account ?? "",
      value: presenceOf(network, user),
    })),
    ...[...network.unregisteredChanged].filter((channel) =>
      network.hasChannel(channel)
    ).map((channel): Change => ({
      kind: "unregistered-channel",
      key: fold(channel.name),
      value: formOf(channel),
    })),
  ];
  network.unregisteredChanged.clear();
  for (const user of network.keptChanged) network.keptLater.delete(user);
  network.keptChanged.clear();
  const { records } = network;
  const news = changes.filter((change) =>
    JSON.stringify(records.current(change).value) !==
      JSON.stringify(change.value)
  );
  if (news.length > 0) note(network, news);
}

/** Has the records follow what may wait: with each tick. */
export function noteKeptLater({ keptChanged, keptLater }: Network): void {
  for (const user of keptLater) keptChanged.add(user);
  keptLater.clear();
}

/** Tells whether the user of an account stays on the network while it has no connection. */
export function isAlwaysOn(network: Network, account: Account): boolean {
  const { alwaysOn } = network.settings.accountRules;
  return isChosen(alwaysOn, settingOf(account, ALWAYS_ON)) &&
    account.verifiedAt !== null && suspensionOf(network, account) === null;
}

/** Gives all who are logged in to an account, in the order in which one is chosen who stays: who is called as it is first. */
export function candidatesOf(network: Network, { name }: Account): User[] {
  const isNamed = ({ nick }: User) => fold(nick) === fold(name) ? 0 : 1;
  return usersOf(network, { name })
    .sort((one, other) => isNamed(one) - isNamed(other));
}

/** Has a user go with its last connection, and forgets it: another one of its account stays in its place. */
export function dropKept(network: Network, user: User): void {
  if (user.kept === null) return;
  const { account } = user.kept;
  network.unkeep(user);
  forgetPresence(network, account);
  keepAnother(network, account, user);
}

/**
 * Has another user of an account that is always on stay, where there is one.
 *
 * @param gone who has stayed until now
 */
export function keepAnother(network: Network, key: string, gone: User): void {
  const account = findAccount(network, key);
  if (account === undefined || !isAlwaysOn(network, account)) return;
  const heir = candidatesOf(network, account)
    .find((each) => each !== gone && each.kept === null);
  if (heir === undefined) return;
  network.keep(heir, key, heir.sessions.length > 0 ? null : network.at);
}

/** Forgets channels that are registered now, or that nobody is on any more who is always on. */
export function forgetUnregistered(network: Network): void {
  const { channels, records } = network;
  const isKept = (key: string) => {
    const channel = channels.get(key);
    return channel !== undefined && !channel.modes.has(REGISTERED_MODE) &&
      channel.members.keys().some(({ kept }) => kept !== null);
  };
  const changes = [...records.unregistered.keys()]
    .filter((key) => !isKept(key))
    .map((key): Change => ({ kind: "unregistered-channel", key, value: null }));
  if (changes.length > 0) note(network, changes);
}

/** Forgets the user of an account whom a restart would bring back. */
export function forgetPresence(network: Network, account: string): void {
  const key = fold(account);
  if (!network.records.presences.has(key)) return;
  note(network, [{ kind: "presence", key, value: null }]);
}
