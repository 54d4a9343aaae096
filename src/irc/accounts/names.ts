import { upperCase } from "../names/casemapping.ts";
import { isNickname } from "../names/names.ts";
import { byteLength } from "../names/text.ts";
import type { Context } from "../session/context.ts";
import { findService } from "../session/services.ts";
import {
  FAIL_UNACCEPTABLE_PASSWORD,
  FAIL_WEAK_PASSWORD,
  type StandardReply,
} from "../wire/standard_replies.ts";
import type { Network } from "../state/network.ts";
import type { User } from "../state/user.ts";
import { isNameKept, ownerOf } from "./accounts.ts";
import { isGuestName } from "./nicknames.ts";

/** What WHOX has in place of an account where there is none. */
const NO_ACCOUNT = "0";

const MOST_EMAIL_BYTES = 254;
const EMAIL = /^[^\s@<>"(),:;\\]+@[^\s@<>"(),:;\\]+$/;

/** A longer one has no room on a line with which it is given. */
const MOST_PASSWORD_BYTES = 300;
const LEAST_PASSWORD_CHARACTERS = 8;

/** Tells whether an account may have a name, as far as that does not depend on others. */
export function isAccountName(
  { limits, protocol, settings }: Context,
  name: string,
): boolean {
  const isCommand = !settings.commandNicknames &&
    protocol.commands.has(upperCase(name));
  return isNickname(name, limits) && name !== NO_ACCOUNT && !isCommand &&
    !isGuestName(name) && findService(protocol, name) === undefined;
}

/** Tells whether a name is an account's, a nickname of one, or kept for one that was deleted. */
export function isNameOwned(network: Network, name: string): boolean {
  return ownerOf(network, name) !== undefined || isNameKept(network, name);
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

/** Tells whether a text has the form of an address for mail; only mail that arrives tells more. */
export function isEmail(text: string): boolean {
  return byteLength(text) <= MOST_EMAIL_BYTES && EMAIL.test(text);
}

/** Tells why a text may not be the password of an account; null if it may. */
export function passwordRefusal(
  password: string,
  name: string,
): StandardReply | null {
  if (byteLength(password) > MOST_PASSWORD_BYTES) {
    return FAIL_UNACCEPTABLE_PASSWORD;
  }
  const isShort = [...password].length < LEAST_PASSWORD_CHARACTERS;
  const isName = upperCase(password) === upperCase(name);
  return isShort || isName ? FAIL_WEAK_PASSWORD : null;
}
