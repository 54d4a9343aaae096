import { userMask } from "../names/user_mask.ts";
import { matchesMask } from "../names/mask.ts";
import { type ExtendedBanKind, parseExtendedBan } from "../modes/index.ts";
import type { Channel } from "../state/channel.ts";
import type { User } from "../state/user.ts";
import { isHidden, isSeenByAll } from "../state/visibility.ts";

/** What a list's entry keeps a user from. */
export type Act = "join" | "speak";

/**
 * Tells whether an entry of a list fits a user, as far as those may know who set it: what is hidden from them
 * cannot be found out by trying masks.
 *
 * @param entry a mask or an extended ban
 * @param act what the user wants to do: a mute is about speaking alone
 * @see Modern IRC, "Ban Channel Mode"; the EXTBAN token
 */
function fits(
  entry: string,
  channel: Channel,
  user: User,
  act: Act,
): boolean {
  const ban = parseExtendedBan(entry);
  if (ban === null) return user.fits(entry);
  const { kind, negated, value } = ban;
  if (kind === "mute" && act !== "speak") return false;
  return matchers[kind](value, channel, user) !== negated;
}

type Matcher = (value: string, channel: Channel, user: User) => boolean;

const matchers: Readonly<Record<ExtendedBanKind, Matcher>> = {
  account: (mask, _channel, user) =>
    user.account !== null && matchesMask(mask, user.account),
  channel: (name, channel, user) =>
    [...user.channels].some((other) =>
      matchesMask(name, other.name) &&
      (other === channel || isOpenly(user, other))
    ),
  mute: (entry, channel, user) => fits(entry, channel, user, "speak"),
  realname: (mask, _channel, user) => matchesMask(mask, user.realname),
  unregistered: (mask, _channel, user) =>
    user.account === null && user.fits(mask),
};

/** Tells whether everybody may know that a user is on a channel. */
function isOpenly(user: User, channel: Channel): boolean {
  return !isHidden(channel) && isSeenByAll(user, channel);
}

/** Tells whether one of a channel's lists has an entry that fits a user. */
export function isListed(
  channel: Channel,
  letter: string,
  user: User,
  act: Act,
): boolean {
  return channel.lists.get(letter)?.some(({ mask }) =>
    fits(mask, channel, user, act)
  ) ?? false;
}

/** Somebody who is no user here, but is shown like one. */
export interface Persona {
  readonly nick: string;
  readonly username: string;
  readonly host: string;
}

/** Tells whether the bans and mutes of a channel fit somebody who is no user, and no exception does. */
export function isPersonaBanned(
  { lists }: Channel,
  { host, nick, username }: Persona,
): boolean {
  const isListed = (letter: string) =>
    lists.get(letter)?.some(({ mask: entry }) => {
      const { kind, negated, value } = parseExtendedBan(entry) ??
        { kind: "mute", negated: false, value: entry };
      if (kind !== "mute" || negated || parseExtendedBan(value)) return false;
      const mask = userMask(value);
      return mask.fitsName(nick, username) && mask.fitsHost(host);
    }) ?? false;
  return isListed("b") && !isListed("e");
}

/** Tells whether a user is banned from a channel, and not excepted. */
export function isBanned(channel: Channel, user: User, act: Act): boolean {
  return isListed(channel, "b", user, act) &&
    !isListed(channel, "e", user, act);
}
