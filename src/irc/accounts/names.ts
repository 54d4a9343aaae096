import { fold, upperCase } from "../names/casemapping.ts";
import { isAcceptedEmail, isEmail } from "../names/email.ts";
import { isNickname } from "../names/names.ts";
import { byteLength } from "../names/text.ts";
import type { Context } from "../session/context.ts";
import { mayComeBack } from "../session/pending.ts";
import { isForRelays, isLikeService } from "../session/services.ts";
import {
  FAIL_INVALID_EMAIL,
  FAIL_UNACCEPTABLE_EMAIL,
  FAIL_UNACCEPTABLE_PASSWORD,
  FAIL_WEAK_PASSWORD,
  type StandardReply,
} from "../wire/standard_replies.ts";
import type { Account } from "../state/account.ts";
import type { Network } from "../state/network.ts";
import type { Settings } from "../state/settings.ts";
import type { User } from "../state/user.ts";
import { accountsLike, isNameKept, ownerOf } from "./accounts.ts";
import { isGuestName } from "./nicknames.ts";

/** What WHOX has in place of an account where there is none. */
const NO_ACCOUNT = "0";

/** A longer one has no room on a line with which it is given. */
const MOST_PASSWORD_BYTES = 300;

/** Tells whether an account may have a name, as far as that does not depend on others. */
export function isAccountName(
  { limits, protocol, settings }: Pick<
    Context,
    "limits" | "protocol" | "settings"
  >,
  name: string,
): boolean {
  const isCommand = !settings.commandNicknames &&
    protocol.commands.has(upperCase(name));
  return isNickname(name, limits) && name !== NO_ACCOUNT && !isCommand &&
    !isGuestName(name) && !isLikeService(protocol, name) &&
    !isForRelays(settings, name);
}

/**
 * Tells whether a name is an account's, a nickname of one, or kept for one that was deleted, or looks like such a
 * name; or was one until now, which is not written yet; or is one that a channel knows: it was an account of the configuration, whose channels are not for whoever
 * is called so next.
 *
 * @param self whose names it may look like; null for nobody's
 */
export function isNameOwned(
  network: Network,
  name: string,
  self: Account | null = null,
): boolean {
  return ownerOf(network, name) !== undefined || isNameKept(network, name) ||
    isLikeAnothers(network, name, self) || isGivenUp(network, name) ||
    isNamedByChannel(network, name);
}

/** Tells whether an account may come back that has a name. */
function isGivenUp(network: Network, name: string): boolean {
  const key = fold(name);
  return mayComeBack(network, "account").some((account) =>
    [account.name, ...account.nicks].some((each) => fold(each) === key)
  );
}

/** Tells whether a name is easily taken for one of an account, another one than this. */
export function isLikeAnothers(
  network: Network,
  name: string,
  self: Account | null,
): boolean {
  return accountsLike(network, name).some((account) => account !== self);
}

function isNamedByChannel(
  { records: { channels } }: Network,
  name: string,
): boolean {
  const key = fold(name);
  const isIt = (account: string | null) =>
    account !== null && fold(account) === key;
  return [...channels.values()].some(({ founder, offeredTo, ranks }) =>
    isIt(founder) || isIt(offeredTo) || ranks.some((rank) => isIt(rank.account))
  );
}

/**
 * Tells whether somebody else has a name already: as an account, with an account, or as a nickname right now.
 *
 * @param self who may have it as a nickname; null for nobody
 */
export function isNameTaken(
  network: Network,
  name: string,
  self: User | null,
): boolean {
  if (isNameOwned(network, name)) return true;
  const holder = network.findUser(name);
  return holder !== undefined && holder !== self;
}

/** Tells why a text may not be the address of an account; null if it may. */
export function emailRefusal(
  email: string,
  { accountRules: { blockedEmails } }: Settings,
): StandardReply | null {
  if (!isEmail(email)) return FAIL_INVALID_EMAIL;
  return isAcceptedEmail(email, blockedEmails) ? null : FAIL_UNACCEPTABLE_EMAIL;
}

/** Tells whether the configuration makes an operator of who has an account: nobody may come to that by being first. */
export function isForOperator({ settings }: Network, name: string): boolean {
  return settings.operators.some(({ account }) =>
    account !== null && fold(account) === fold(name)
  );
}

/** Tells why a text may not be the password of an account; null if it may. */
export function passwordRefusal(
  { settings }: Pick<Network, "settings">,
  password: string,
  name: string,
): StandardReply | null {
  if (byteLength(password) > MOST_PASSWORD_BYTES) {
    return FAIL_UNACCEPTABLE_PASSWORD;
  }
  const { passwordCharacters } = settings.accountRules;
  const isShort = [...password].length < passwordCharacters;
  const isName = upperCase(password) === upperCase(name);
  return isShort || isName ? FAIL_WEAK_PASSWORD : null;
}
