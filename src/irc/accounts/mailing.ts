import { fold } from "../names/casemapping.ts";
import { postpone } from "../session/answer.ts";
import { note } from "../session/keeping.ts";
import { say } from "../session/services.ts";
import { startAside } from "../session/waiting.ts";
import type { Account } from "../state/account.ts";
import type { Mail } from "../state/mail.ts";
import type { Network } from "../state/network.ts";
import type { RegistrationWay, RequestOf } from "../state/request.ts";
import type { Session } from "../state/session.ts";
import { FAIL_MAIL_NOT_SENT } from "../wire/standard_replies.ts";
import { letterFor } from "./letters.ts";
import { isMailedTooOften } from "./mail_limits.ts";
import { NICKSERV_NICK } from "./nickserv_nick.ts";
import { confirmStep, refuseStep } from "./ways.ts";

/**
 * Has the code sent that an account waits for. Nothing waits for the mail: what comes of it is told later.
 *
 * @param way how the account was registered, if what that comes to is said once the mail is sent; null for another code
 */
export function sendCode(
  network: Network,
  session: Session,
  { name: account, pending }: Account,
  code: string,
  way: RegistrationWay | null,
): void {
  if (pending === null) return;
  const { codeHash, email, expiresAt } = pending;
  const label = way === null ? null : postpone(session);
  const data = { account, codeHash, email, way };
  const request = startAside(network, session, "code-sent", data, label);
  const lifeMs = expiresAt - network.at;
  const mail = letterFor(network.settings, pending, account, code, lifeMs);
  const { id: owner } = session;
  network.effects.push({ kind: "send-mail", owner, request, mail });
}

/**
 * Sends a mail that nobody has asked for; what comes of it is told nobody.
 *
 * @returns false if as much as may has gone to its address: then it must be tried later
 */
export function sendUnasked(network: Network, mail: Mail): boolean {
  if (isMailedTooOften(network, mail.to)) return false;
  const request = network.nextId();
  network.effects.push({ kind: "send-mail", owner: "", request, mail });
  return true;
}

/** Tells what came of a mail with a code. An account that nobody can verify gives its name back at once. */
export function codeSent(
  network: Network,
  session: Session | undefined,
  { data }: RequestOf<"code-sent">,
  isSent: boolean,
): void {
  const { account, codeHash, email, way } = data;
  if (way === null) {
    if (isSent || session === undefined) return;
    return say(session, NICKSERV_NICK, `${FAIL_MAIL_NOT_SENT.text}.`);
  }
  if (!isSent) {
    forgetAccount(network, account, codeHash);
    if (session === undefined) return;
    const reply = FAIL_MAIL_NOT_SENT;
    return refuseStep(network, session, way, "REGISTER", reply, account);
  }
  if (session === undefined) return;
  const text = `The account ${account} must be verified before you can log ` +
    `in to it, with the code that is sent to ${email}`;
  const state = "VERIFICATION_REQUIRED";
  confirmStep(network, session, way, "REGISTER", state, account, text);
}

/** Unless it was verified meanwhile, or has another code. */
function forgetAccount(network: Network, name: string, codeHash: string): void {
  const key = fold(name);
  const account = network.records.accounts.get(key);
  const isNew = account?.verifiedAt === null &&
    account.pending?.codeHash === codeHash;
  if (isNew) note(network, [{ kind: "account", key, value: null }]);
}
