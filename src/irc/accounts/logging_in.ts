import { fold } from "../names/casemapping.ts";
import type { Protocol } from "../session/context.ts";
import { keep } from "../session/keeping.ts";
import { notice, whoIsAt } from "../session/notices.ts";
import { askLogin, askToken } from "../session/waiting.ts";
import type { Account } from "../state/account.ts";
import type { Network } from "../state/network.ts";
import { newParty } from "../state/parties.ts";
import type { LoginOutcome, LoginWay, RequestOf } from "../state/request.ts";
import type { Session } from "../state/session.ts";
import {
  findAccount,
  findByCertificate,
  isLoggedInTo,
  NEW_ACCOUNT,
} from "./accounts.ts";
import { isLeavingTooOften } from "./hosts.ts";
import { changeTo } from "./changes.ts";
import { logIn } from "./login.ts";
import { LOGIN_WAYS, type LoginFault } from "./login_ways.ts";
import { isAccountName, isNameOwned } from "./names.ts";
import { watchNicksOf } from "./nicknames.ts";
import { claimOf } from "../users/failures.ts";
import { countLoginFailure, isLoginThrottled } from "./throttles.ts";

/** Logs a client in whose password is the right one: whether it is takes time. */
export function tryPassword(
  network: Network,
  session: Session,
  way: LoginWay,
  name: string,
  password: string,
): void {
  if (isLoginThrottled(network, session.host, name)) {
    return refuse(network, session, way, "throttled");
  }
  const passwordHash = findAccount(network, name)?.passwordHash ?? null;
  askLogin(network, session, { way, name, password, passwordHash });
}

/**
 * Logs a client in whose certificate opens an account.
 *
 * @param name the account that it means; null for whichever that is
 */
export function tryCertificate(
  network: Network,
  session: Session,
  way: LoginWay,
  name: string | null,
): void {
  const { certificate, host } = session;
  if (certificate === null) return fail(network, session, way, name);
  const account = findByCertificate(network, certificate, name);
  if (account !== undefined) return enter(network, session, way, account);
  if (isLoginThrottled(network, host, name)) {
    return refuse(network, session, way, "throttled");
  }
  if (!network.settings.loginRules.authenticator) {
    return fail(network, session, way, name);
  }
  const [password, passwordHash] = [null, null];
  askLogin(network, session, { way, name, password, passwordHash });
}

/**
 * Logs a client in whose token is good.
 *
 * @param name the account that it means; null for whichever the token is for
 */
export function tryToken(
  network: Network,
  session: Session,
  name: string | null,
  token: string,
): void {
  if (isLoginThrottled(network, session.host, name)) {
    return refuse(network, session, "sasl", "throttled");
  }
  askToken(network, session, name, token);
}

/** Logs a client in that has proved to be the owner of an account. */
export function enter(
  network: Network,
  session: Session,
  way: LoginWay,
  account: Account,
): void {
  const { user } = session;
  const isOther = user !== null && !isLoggedInTo(user, account);
  if (isOther && isLeavingTooOften(network, user)) {
    return refuse(network, session, way, "hurried", account);
  }
  const confirm = () => LOGIN_WAYS[way].confirm(session, account);
  const refusal = logIn(network, session, account, confirm);
  if (refusal !== null) refuse(network, session, way, refusal, account);
}

/**
 * Refuses a client that has proved nothing, and counts that it has tried.
 *
 * @param name the account that it named; null for none
 */
export function fail(
  network: Network,
  session: Session,
  way: LoginWay,
  name: string | null,
): void {
  countLoginFailure(network, session.host, name);
  const account = name === null ? undefined : findAccount(network, name);
  const claim = account === undefined ? "" : claimOf(account);
  LOGIN_WAYS[way].refuse(network, session, "wrong", null, claim);
}

function refuse(
  network: Network,
  session: Session,
  way: LoginWay,
  fault: LoginFault,
  account: Account | null = null,
): void {
  const claim = account === null ? "" : claimOf(account);
  LOGIN_WAYS[way].refuse(network, session, fault, account, claim);
}

/** Goes on with a login once the shell knows whether it is right. */
export function loginChecked(
  network: Network,
  session: Session | undefined,
  { data: { name, passwordHash, way } }: RequestOf<"login">,
  outcome: LoginOutcome | null,
  protocol: Protocol,
): void {
  if (session === undefined) return;
  if (outcome === null) return fail(network, session, way, name);
  const account = findAccount(network, outcome.account);
  if (outcome.by === "password") {
    // It may have been changed while it was checked.
    const isCurrent = passwordHash !== null &&
      account?.passwordHash === passwordHash;
    return isCurrent
      ? enter(network, session, way, account)
      : fail(network, session, way, name);
  }
  // Whom the token is for stands in it.
  const isAnother = outcome.by === "token" && name !== null &&
    fold(name) !== fold(outcome.account);
  if (isAnother) return fail(network, session, way, name);
  if (account !== undefined) return enter(network, session, way, account);
  if (!mayMake(network, protocol, outcome)) {
    return fail(network, session, way, name);
  }
  make(network, session, way, outcome.account);
}

/** Somebody else's nickname is nobody's new account. */
function mayMake(
  network: Network,
  protocol: Protocol,
  { account: name, by }: LoginOutcome,
): boolean {
  const { settings } = network;
  const { limits, loginRules: { createsFor } } = settings;
  return (by === "token" ? createsFor.token : createsFor.authenticator) &&
    isAccountName({ limits, protocol, settings }, name) &&
    !isNameOwned(network, name);
}

function make(
  network: Network,
  session: Session,
  way: LoginWay,
  name: string,
): void {
  const { at } = network;
  const times = { registeredAt: at, verifiedAt: at };
  const account = { ...NEW_ACCOUNT, name, party: newParty(network), ...times };
  keep(network, session, [changeTo(account)], "login-made", { way, name });
}

/** Logs a client in once the account that is made for it is written. */
export function loginMade(
  network: Network,
  session: Session | undefined,
  { data: { name, way } }: RequestOf<"login-made">,
  isKept: boolean,
): void {
  const account = findAccount(network, name);
  if (!isKept || account === undefined) {
    if (session === undefined) return;
    return refuse(network, session, way, "unsaved");
  }
  const who = session === undefined ? "Somebody" : whoIsAt(session);
  const text = "The account {name} is made for {who}, who was let in outside " +
    "of the server";
  notice(network, "account", text, { name, who });
  if (session !== undefined) enter(network, session, way, account);
  watchNicksOf(network, account);
}
