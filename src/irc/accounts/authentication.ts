import { upperCase } from "../names/casemapping.ts";
import { message } from "../wire/outgoing.ts";
import {
  ERR_SASLABORTED,
  ERR_SASLALREADY,
  ERR_SASLFAIL,
  ERR_SASLTOOLONG,
  type Numeric,
  RPL_SASLMECHS,
  RPL_SASLSUCCESS,
} from "../wire/numerics.ts";
import { byteLength } from "../names/text.ts";
import { CHUNK_BYTES, chunksOf, decodeBase64 } from "./sasl/base64.ts";
import type { Context } from "../session/context.ts";
import { SASL_MECHANISMS } from "../session/capabilities.ts";
import { findMechanism } from "./sasl/index.ts";
import type { Circumstances, Outcome } from "./sasl/mechanism.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { RequestOf } from "../state/request.ts";
import type { Exchange } from "../state/session_state.ts";
import type { Account } from "../state/account.ts";
import { accountOf, findAccount } from "./accounts.ts";
import { logIn } from "./login.ts";
import { countLoginFailure, isLoginThrottled } from "./throttles.ts";
import { askPassword } from "../session/waiting.ts";
import { reply, send } from "../session/send.ts";
import { type Claim, claimOf, countFailure } from "../users/failures.ts";

/**
 * How many bytes of Base64 a response may have, in all its chunks. PLAIN must
 * take three times 255 bytes (RFC 4616, section 2), which makes 1,024 in Base64;
 * this leaves room for the tokens of other mechanisms.
 */
const MAX_RESPONSE_BYTES = 4096;

/**
 * Carries out AUTHENTICATE: begins an exchange, goes on with it or ends it.
 *
 * @param parameter a mechanism's name, a chunk of a response, `+` or `*`
 * @see IRCv3 sasl-3.1, "The AUTHENTICATE command"
 */
export function takeAuthenticate(
  network: Network,
  session: Session,
  parameter: string,
): void {
  const { exchange } = session;
  if (accountOf(session) !== null) {
    return reply(session, ERR_SASLALREADY);
  }
  if (parameter === "*") return abort(session);
  if (byteLength(parameter) > CHUNK_BYTES) {
    return fail(session, ERR_SASLTOOLONG);
  }
  if (exchange === null) return begin(network, session, parameter);
  receive(network, session, exchange, parameter);
}

function abort(session: Session): void {
  session.exchange = null;
  reply(session, ERR_SASLABORTED);
}

/**
 * Ends the exchange of a client that did not wait for its end.
 *
 * @see IRCv3 sasl-3.1, "The AUTHENTICATE command"
 */
export function abortUnfinished({ session }: Context): void {
  if (session.exchange !== null) abort(session);
}

function fail(session: Session, numeric: Numeric, claim: Claim = ""): void {
  session.exchange = null;
  reply(session, numeric);
  countFailure(session, claim, "Too many SASL authentication failures");
}

/** Who asks for a mechanism that there is not has not failed yet: it may know others. */
function begin(network: Network, session: Session, name: string): void {
  const mechanism = findMechanism(upperCase(name));
  if (mechanism === undefined) {
    reply(session, RPL_SASLMECHS, SASL_MECHANISMS.join(","));
    return reply(session, ERR_SASLFAIL);
  }
  const exchange = { mechanism: mechanism.name, state: "", received: "" };
  session.exchange = exchange;
  const outcome = mechanism.start(circumstancesOf(network, session));
  goOn(network, session, exchange, outcome);
}

function circumstancesOf(
  { settings: { accounts } }: Network,
  { certificate }: Session,
): Circumstances {
  return { accounts, certificate };
}

function receive(
  network: Network,
  session: Session,
  exchange: Exchange,
  chunk: string,
): void {
  if (chunk !== "+") exchange.received += chunk;
  if (exchange.received.length > MAX_RESPONSE_BYTES) {
    return fail(session, ERR_SASLFAIL);
  }
  if (chunk.length === CHUNK_BYTES) return;
  const response = decodeBase64(exchange.received);
  exchange.received = "";
  const mechanism = findMechanism(exchange.mechanism);
  if (response === null || mechanism === undefined) {
    return fail(session, ERR_SASLFAIL);
  }
  const circumstances = circumstancesOf(network, session);
  const outcome = mechanism.respond(response, exchange.state, circumstances);
  goOn(network, session, exchange, outcome);
}

function goOn(
  network: Network,
  session: Session,
  exchange: Exchange,
  outcome: Outcome,
): void {
  if (outcome.kind === "challenge") {
    exchange.state = outcome.state;
    return challenge(session, outcome.bytes);
  }
  if (outcome.kind === "failure") return fail(session, ERR_SASLFAIL);
  const { account: name } = outcome;
  const account = findAccount(network, name);
  if (outcome.kind === "success") {
    return finish(network, session, account, true);
  }
  session.exchange = null;
  const { password } = outcome;
  if (isLoginThrottled(network, session.host, name)) {
    return fail(session, ERR_SASLFAIL);
  }
  const passwordHash = account?.passwordHash;
  askPassword(network, session, "account", { name }, passwordHash, password);
}

/** Simple clients look for a line that begins with AUTHENTICATE: it has no source. */
function challenge(session: Session, bytes: Uint8Array): void {
  for (const chunk of chunksOf(bytes)) {
    send(session, message(null, "AUTHENTICATE", [chunk]));
  }
}

/**
 * Goes on with AUTHENTICATE, once the shell has checked the password.
 *
 * @param right true if the password was right
 */
export function accountChecked(
  network: Network,
  session: Session | undefined,
  { data }: RequestOf<"account">,
  right: boolean,
): void {
  if (session === undefined) return;
  const account = findAccount(network, data.name);
  const isCurrent = account?.passwordHash === data.passwordHash;
  const isProved = right && isCurrent;
  if (!isProved) countLoginFailure(network, session.host, data.name);
  finish(network, session, account, isProved);
}

function finish(
  network: Network,
  session: Session,
  account: Account | undefined,
  isProved: boolean,
): void {
  if (account === undefined) return fail(session, ERR_SASLFAIL);
  const claim = claimOf(account);
  if (!isProved) return fail(session, ERR_SASLFAIL, claim);
  const confirm = () => reply(session, RPL_SASLSUCCESS);
  const refusal = logIn(network, session, account, confirm);
  if (refusal !== null) fail(session, ERR_SASLFAIL, claim);
}
