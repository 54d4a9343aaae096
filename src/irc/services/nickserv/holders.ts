import { findAccount, isLoggedInTo, ownerOf } from "../../accounts/accounts.ts";
import type { Account } from "../../state/account.ts";
import type { User } from "../../state/user.ts";
import type { Conversation } from "../service.ts";

/**
 * Finds who else has a nickname of one's own, or is logged in to one's own account, and says so where that is
 * nobody.
 */
export function holderOf(talk: Conversation, nick: string): User | null {
  const { network, user } = talk;
  const holder = network.findUser(nick);
  if (holder === undefined || holder === user) {
    talk.say(`Nobody else has the nickname ${nick}.`);
    return null;
  }
  const own = findAccount(network, user.account ?? "");
  const isOwn = own !== undefined &&
    (isLoggedInTo(holder, own) || isOwnNick(talk, nick));
  if (!isOwn) talk.say(`The nickname ${nick} is not yours.`);
  else if (isKeptBy(holder, own)) talk.say(...ALWAYS_ON_HINT(holder.nick));
  else return holder;
  return null;
}

function isKeptBy(holder: User, own: Account | undefined): boolean {
  return holder.kept !== null && own !== undefined && isLoggedInTo(holder, own);
}

const ALWAYS_ON_HINT = (nick: string) => [
  `${nick} is always on: log in with SASL on connecting, and you are it.`,
  "SET always-on off has it go with its last connection.",
];

/** Tells whether a nickname belongs to the account of who asks. */
export function isOwnNick({ network, user }: Conversation, nick: string) {
  const owner = ownerOf(network, nick);
  return owner !== undefined && isLoggedInTo(user, owner);
}
