import { fold } from "../names/casemapping.ts";
import {
  FAIL_ALREADY_AUTHENTICATED,
  FAIL_COMPLETE_CONNECTION,
  FAIL_INVALID_CODE,
  FAIL_TRY_AGAIN,
  FAIL_TRY_LATER,
  type StandardReply,
} from "../wire/standard_replies.ts";
import { mayRegisterEarly } from "../session/capabilities.ts";
import type { Context } from "../session/context.ts";
import { keep, note } from "../session/keeping.ts";
import { notice } from "../session/notices.ts";
import type { Account, PendingCode } from "../state/account.ts";
import { forbids } from "../state/defcon.ts";
import type { Network } from "../state/network.ts";
import type { RegistrationWay, RequestOf } from "../state/request.ts";
import type { Session } from "../state/session.ts";
import { claimOf, countFailure } from "../users/failures.ts";
import { accountOf } from "./accounts.ts";
import { changeTo } from "./changes.ts";
import { isCodeFor, MOST_TRIES } from "./codes.ts";
import { logIn } from "./login.ts";
import { watchNicksOf } from "./nicknames.ts";
import { countLoginFailure, isLoginThrottled } from "./throttles.ts";
import { confirmStep, refuseStep } from "./ways.ts";

/**
 * Verifies an account with the code that its owner was sent. A wrong one counts, and tells nothing: not even
 * whether there is such an account.
 *
 * @see IRCv3 account-registration
 */
export function verifyAccount(
  { network, session, settings }: Context,
  way: RegistrationWay,
  name: string,
  code: string,
): void {
  const refuse = (reply: StandardReply, account = name) =>
    refuseStep(network, session, way, "VERIFY", reply, account);
  if (session.registration !== null && !mayRegisterEarly(settings)) {
    return refuse(FAIL_COMPLETE_CONNECTION);
  }
  // Those who wait to be verified are as new as those who register now.
  if (forbids(network, "registering")) return refuse(FAIL_TRY_LATER);
  const loggedIn = accountOf(session);
  if (loggedIn !== null) return refuse(FAIL_ALREADY_AUTHENTICATED, loggedIn);
  const { host } = session;
  if (isLoginThrottled(network, host, name)) return refuse(FAIL_TRY_AGAIN);
  const account = network.records.accounts.get(fold(name));
  const pending = account?.pending;
  if (account === undefined || pending?.purpose !== "verify") {
    countLoginFailure(network, host, name);
    refuse(FAIL_INVALID_CODE);
  } else if (isCodeFor(pending, code, network.at)) {
    const change = verified(network, account);
    return keep(network, session, [change], "verified", {
      name: account.name,
      way,
    });
  } else {
    countWrongCode(network, host, account, pending);
    refuse(FAIL_INVALID_CODE);
  }
  const claim = account === undefined ? "" : claimOf(account);
  countFailure(session, claim, "Too many wrong codes");
}

/** Counts that a wrong code was given for an account that waits for one. */
export function countWrongCode(
  network: Network,
  host: string,
  account: Account,
  pending: PendingCode,
): void {
  countLoginFailure(network, host, account.name);
  const tries = pending.tries + 1;
  if (tries > MOST_TRIES) return;
  note(network, [changeTo({ ...account, pending: { ...pending, tries } })]);
}

/** Gives the change by which an account becomes one that its owner can log in to. */
export function verified({ at }: Network, account: Account) {
  return changeTo({ ...account, verifiedAt: at, pending: null });
}

/** Tells a client that its account is verified, and logs it in. */
export function verificationKept(
  network: Network,
  session: Session | undefined,
  { data: { name, way } }: RequestOf<"verified">,
  isKept: boolean,
): void {
  const account = network.records.accounts.get(fold(name));
  if (!isKept || account === undefined) {
    if (session === undefined) return;
    return refuseStep(network, session, way, "VERIFY", FAIL_TRY_AGAIN, name);
  }
  notice(network, "account", "The account {name} is verified", { name });
  if (session !== undefined) {
    const text = `The account ${name} is verified`;
    confirmStep(network, session, way, "VERIFY", "SUCCESS", name, text);
    logIn(network, session, account);
  }
  watchNicksOf(network, account);
}

/** Lets go of the names that were kept for accounts which nobody has verified in time. */
export function expireUnverified(network: Network): void {
  const { at, records } = network;
  for (const key of records.index.unverified) {
    const account = records.accounts.get(key);
    const isOver = account !== undefined &&
      (account.pending === null || at >= account.pending.expiresAt);
    if (!isOver) continue;
    note(network, [{ kind: "account", key, value: null }]);
    const { name } = account;
    const text = "The account {name} was not verified in time";
    notice(network, "account", text, { name });
  }
}
