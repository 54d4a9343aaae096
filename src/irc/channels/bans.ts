import { matchesMask } from "../names/mask.ts";
import { type ExtendedBanKind, parseExtendedBan } from "../modes/index.ts";
import type { Channel } from "../state/channel.ts";
import type { User } from "../state/user.ts";

/** What a list's entry keeps a user from. */
export type Act = "join" | "speak";

/**
 * Tells whether an entry of a list fits a user. A plain mask is looked for in
 * every host that the user has: the one it comes from, and its cloak.
 *
 * @param entry a mask or an extended ban
 * @param user anybody
 * @param act what the user wants to do: a mute is about speaking alone
 * @returns true if it fits
 * @see Modern IRC, "Ban Channel Mode"; the EXTBAN token
 */
export function fits(entry: string, user: User, act: Act): boolean {
  const ban = parseExtendedBan(entry);
  if (ban === null) {
    return user.fits(entry);
  }
  const { kind, negated, value } = ban;
  if (kind === "mute" && act !== "speak") return false;
  return matchers[kind](value, user, act) !== negated;
}

type Matcher = (value: string, user: User, act: Act) => boolean;

const matchers: Readonly<Record<ExtendedBanKind, Matcher>> = {
  account: (mask: string, user: User) =>
    user.account !== null && matchesMask(mask, user.account),
  channel: (name: string, user: User) =>
    [...user.channels].some((channel) => matchesMask(name, channel.name)),
  mute: (entry: string, user: User): boolean => fits(entry, user, "speak"),
  realname: (mask: string, user: User) => matchesMask(mask, user.realname),
  unregistered: (mask: string, user: User) =>
    user.account === null && fits(mask, user, "speak"),
};

/**
 * @param channel a channel
 * @param letter the letter of one of its lists
 * @param user anybody
 * @param act what the user wants to do
 * @returns true if the list has an entry that fits the user
 */
export function isListed(
  channel: Channel,
  letter: string,
  user: User,
  act: Act,
): boolean {
  return channel.lists.get(letter)?.some(({ mask }) => fits(mask, user, act)) ??
    false;
}

/**
 * @param channel a channel
 * @param user anybody
 * @param act what the user wants to do
 * @returns true if the user is banned and not excepted
 */
export function isBanned(channel: Channel, user: User, act: Act): boolean {
  return isListed(channel, "b", user, act) &&
    !isListed(channel, "e", user, act);
}
