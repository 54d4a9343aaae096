import { findAccount } from "../../accounts/accounts.ts";
import { changeTo } from "../../accounts/changes.ts";
import { codeFrom, isCodeFor, pendingCode } from "../../accounts/codes.ts";
import {
  isAskingTooOften,
  isMailedTooOften,
} from "../../accounts/mail_limits.ts";
import { sendCode } from "../../accounts/mailing.ts";
import { emailRefusal } from "../../accounts/names.ts";
import {
  countLoginFailure,
  isLoginThrottled,
} from "../../accounts/throttles.ts";
import { countWrongCode } from "../../accounts/verifying.ts";
import { fold } from "../../names/casemapping.ts";
import type { Account } from "../../state/account.ts";
import type { Network } from "../../state/network.ts";
import type { Session } from "../../state/session.ts";
import { claimOf, countFailure } from "../../users/failures.ts";
import {
  FAIL_INVALID_CODE,
  FAIL_MAIL_TOO_OFTEN,
} from "../../wire/standard_replies.ts";
import type { Conversation } from "../service.ts";
import { ownAccountToChange } from "./own_account.ts";

/** What SET calls it. */
export const EMAIL = "email";

/** Stands for no address. */
const NONE = "none";

/** What HELP SET says of it. */
export const EMAIL_HELP: readonly string[] = [
  `${EMAIL}: where a code is sent if you forget your password (an address, or ${NONE}).`,
  `It takes your password: SET ${EMAIL} <address> <password>, and a code that is sent there.`,
];

/**
 * Begins to give an account another address. Who is logged in may have left the keyboard: it takes the password,
 * because whoever has the address can have another password.
 *
 * @param words the address, and the password
 */
export function changeEmail(
  talk: Conversation,
  account: Account,
  words: string,
): void {
  const { network, session } = talk;
  const [given] = words.split(" ", 1);
  const email = fold(given) === NONE ? NONE : given;
  const password = words.slice(given.length + 1);
  const refusal = refusalOf(talk, account, email);
  if (refusal !== null) return talk.say(refusal);
  const params = [account.name, email];
  if (account.passwordHash === null) return goOn(talk, account, email);
  if (password === "") {
    return talk.say(`Syntax: SET ${EMAIL} <address> <password>`);
  }
  if (isLoginThrottled(network, session.host, account.name)) {
    return talk.say("Too many passwords were wrong: wait a while.");
  }
  talk.check(account.name, account, password, params);
}

function refusalOf(
  { network: { settings } }: Conversation,
  account: Account,
  email: string,
): string | null {
  const { email: rule } = settings.accountRules;
  if (rule === "none") return "This network keeps no e-mail addresses.";
  if (email === NONE) {
    return rule === "required"
      ? "An account needs an e-mail address here."
      : null;
  }
  if (!settings.sendsMail) return "No mail can be sent here: ask an operator.";
  if (email === account.email) return "Your account has that address already.";
  const refusal = emailRefusal(email, settings);
  return refusal === null ? null : `${refusal.text}.`;
}

/** Goes on once the password is checked. */
export function emailChecked(
  talk: Conversation,
  [name, email]: readonly string[],
  isRight: boolean,
): void {
  const { network, session } = talk;
  const account = findAccount(network, name);
  if (isRight && account !== undefined) return goOn(talk, account, email);
  countLoginFailure(network, session.host, name);
  talk.say("The password is wrong.");
  countFailure(session, claimOf({ name }), "Too many failed logins");
}

function goOn(talk: Conversation, account: Account, email: string): void {
  const { network, session } = talk;
  const { name } = account;
  if (email === NONE) {
    const change = changeTo({ ...account, email: null, pending: null });
    const said = "Your account has no e-mail address now.";
    return talk.keep([change], [said], [name]);
  }
  // Apart from what strangers ask for.
  const isTooMuch =
    isAskingTooOften(network, session.host, `${name} ${EMAIL}`) ||
    isMailedTooOften(network, email);
  if (isTooMuch) return talk.say(`${FAIL_MAIL_TOO_OFTEN.text}.`);
  talk.draw([name, email]);
}

/** Goes on once there is a secret for the code. */
export function emailDrawn(
  talk: Conversation,
  [name, email]: readonly string[],
  secret: string,
): void {
  const { network: { at, settings: { accountRules } } } = talk;
  const account = ownAccountToChange(talk);
  if (account === null || account.name !== name) return;
  const code = codeFrom(secret);
  const expiresAt = at + accountRules.codeMs;
  const pending = pendingCode(EMAIL, code, email, expiresAt);
  const said = `A code is on its way to ${email}. That is your address once ` +
    `you say /NS VERIFY ${name} <code>`;
  talk.keep([changeTo({ ...account, pending })], [said], [name, code]);
}

/** Sends the code, once it is written that it is waited for. */
export function emailKept(
  network: Network,
  name: string,
  code: string,
  session: Session | undefined,
): void {
  const account = findAccount(network, name);
  if (session === undefined || account === undefined) return;
  sendCode(network, session, account, code, null);
}

/** Gives one's own account another address, with the code that was sent there. */
export function confirmEmail(talk: Conversation, code: string): void {
  const { network, session } = talk;
  const account = ownAccountToChange(talk);
  if (account === null) return;
  const { pending } = account;
  if (pending?.purpose !== EMAIL) {
    return talk.say("Your account waits for no code.");
  }
  const { host } = session;
  if (isLoginThrottled(network, host, account.name)) {
    return talk.say("Too many codes were wrong: wait a while.");
  }
  if (!isCodeFor(pending, code, network.at)) {
    countWrongCode(network, host, account, pending);
    talk.say(`${FAIL_INVALID_CODE.text}.`);
    countFailure(session, claimOf(account), "Too many wrong codes");
    return;
  }
  const { email } = pending;
  const change = changeTo({ ...account, email, pending: null });
  talk.keep([change], [`The address of your account is ${email} now.`]);
}
