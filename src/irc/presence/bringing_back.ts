import { findAccount } from "../accounts/accounts.ts";
import { dress } from "../accounts/hosts.ts";
import { cloak } from "../names/cloak.ts";
import {
  bringBack,
  channelLike,
  closedFor,
  findRegistered,
} from "../channels/registered.ts";
import { shareMetadata } from "../metadata/of_accounts.ts";
import { fold } from "../names/casemapping.ts";
import { isNickname } from "../names/names.ts";
import { isAbsentBanned } from "../operators/server_bans.ts";
import type { Account } from "../state/account.ts";
import type { Channel } from "../state/channel.ts";
import type { Network } from "../state/network.ts";
import type { Presence } from "../state/presence.ts";
import { User } from "../state/user.ts";
import { isAlwaysOn } from "./keeping_users.ts";
import { renewShared } from "./shared.ts";

/** Puts those on the network who are always on, as the server starts: nobody is there to see it. */
export function bringBackUsers(network: Network): void {
  for (const presence of network.records.presences.values()) {
    const account = findAccount(network, presence.account);
    if (account?.registeredAt !== presence.registeredAt) continue;
    if (!isAlwaysOn(network, account)) continue;
    const nick = nickFor(network, presence, account);
    if (nick !== null) bringBackUser(network, presence, account, nick);
  }
  // Nothing can be asked of the shell yet.
  for (const user of network.keptChanged) network.keptLater.add(user);
  network.keptChanged.clear();
  network.unregisteredChanged.clear();
}

/** Another limit, or another case mapping, may have come with the restart. */
function nickFor(
  { settings, users }: Network,
  { nick }: Presence,
  { name }: Account,
): string | null {
  return [nick, name].find((each) =>
    isNickname(each, settings.limits) && !users.has(fold(each))
  ) ?? null;
}

function bringBackUser(
  network: Network,
  presence: Presence,
  { name }: Account,
  nick: string,
): void {
  const user = userFrom(network, presence, nick);
  if (isAbsentBanned(network, user)) return;
  user.account = name;
  for (const letter of presence.modes) network.setUserMode(user, letter, true);
  dress(network, user);
  shareMetadata(network, user, null);
  network.addUser(user);
  network.keep(user, fold(name), presence.leftAt ?? network.at);
  for (const [channel, modes] of Object.entries(presence.channels)) {
    if (closedFor(network, channel) !== null) continue;
    network.join(user, channelOf(network, channel), modes);
  }
  renewShared(network, user);
}

function userFrom(
  network: Network,
  presence: Presence,
  nick: string,
): User {
  const { activeAt, away, realHost, realname, silenced } = presence;
  const user = new User(
    network.nextId(),
    nick,
    presence.username,
    realHost,
    realname,
    cloak(realHost, network.settings.cloakKey),
    presence.signedOnAt,
  );
  user.hostname = presence.hostname;
  user.host = user.shownHost;
  user.hasShownHost = presence.hasShownHost;
  user.away = away;
  user.activeAt = activeAt;
  user.silenced = silenced.length === 0 ? null : [...silenced];
  return user;
}

function channelOf(network: Network, name: string): Channel {
  const channel = network.findChannel(name);
  if (channel !== undefined) return channel;
  const record = findRegistered(network, name);
  if (record !== undefined) return bringBack(network, record);
  const form = network.records.unregistered.get(fold(name));
  if (form === undefined) {
    return network.createChannel(name, network.settings.channelModes);
  }
  const like = channelLike(form, network.nextId());
  network.addChannel(like);
  return like;
}
