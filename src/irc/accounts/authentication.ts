import { upperCase } from "../names/casemapping.ts";
import { message } from "../wire/outgoing.ts";
import {
  ERR_SASLABORTED,
  ERR_SASLALREADY,
  ERR_SASLFAIL,
  ERR_SASLTOOLONG,
  type Numeric,
  RPL_LOGGEDIN,
  RPL_SASLMECHS,
  RPL_SASLSUCCESS,
} from "../wire/numerics.ts";
import { byteLength } from "../names/text.ts";
import { CHUNK_BYTES, chunksOf, decodeBase64 } from "./sasl/base64.ts";
import { findMechanism, MECHANISM_NAMES } from "./sasl/index.ts";
import type { Circumstances, Exchange, Outcome } from "./sasl/mechanism.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { Claim } from "../state/session_state.ts";
import type { AccountSettings } from "../state/settings.ts";
import { accountOf, findAccount, sourceOf } from "./accounts.ts";
import { checkPassword } from "../session/waiting.ts";

/**
 * How many bytes of Base64 a response may have, in all its chunks. PLAIN must
 * take three times 255 bytes (RFC 4616, section 2), which makes 1,024 in Base64;
 * this leaves room for the tokens of other mechanisms.
 */
const MAX_RESPONSE_BYTES = 4096;

/** How often a client may fail: each password that is checked takes time and memory. */
const MAX_FAILURES = 3;

/**
 * Carries out AUTHENTICATE: begins an exchange, goes on with it or ends it.
 *
 * @param network everything there is
 * @param session whose client gave it
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
    return network.reply(session, ERR_SASLALREADY);
  }
  if (parameter === "*") return abort(network, session);
  if (byteLength(parameter) > CHUNK_BYTES) {
    return fail(network, session, ERR_SASLTOOLONG);
  }
  if (exchange === null) return begin(network, session, parameter);
  receive(network, session, exchange, parameter);
}

function abort(network: Network, session: Session): void {
  session.exchange = null;
  network.reply(session, ERR_SASLABORTED);
}

/**
 * Ends the exchange of a client that did not wait for its end.
 *
 * @param network everything there is
 * @param session whose client completes its registration
 * @see IRCv3 sasl-3.1, "The AUTHENTICATE command"
 */
export function abortUnfinished(network: Network, session: Session): void {
  if (session.exchange !== null) abort(network, session);
}

function fail(network: Network, session: Session, numeric: Numeric): void {
  session.exchange = null;
  network.reply(session, numeric);
  if (++session.failures < MAX_FAILURES) return;
  network.disconnect(session, "Too many SASL authentication failures");
}

/** Who asks for a mechanism that there is not has not failed yet: it may know others. */
function begin(network: Network, session: Session, name: string): void {
  const mechanism = findMechanism(upperCase(name));
  if (mechanism === undefined) {
    network.reply(session, RPL_SASLMECHS, MECHANISM_NAMES);
    return network.reply(session, ERR_SASLFAIL);
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
    return fail(network, session, ERR_SASLFAIL);
  }
  if (chunk.length === CHUNK_BYTES) return;
  const response = decodeBase64(exchange.received);
  exchange.received = "";
  const mechanism = findMechanism(exchange.mechanism);
  if (response === null || mechanism === undefined) {
    return fail(network, session, ERR_SASLFAIL);
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
    return challenge(network, session, outcome.bytes);
  }
  if (outcome.kind === "failure") return fail(network, session, ERR_SASLFAIL);
  const { account: name } = outcome;
  const account = findAccount(network, name);
  if (outcome.kind === "success") return finish(network, session, account);
  session.exchange = null;
  const { password } = outcome;
  const passwordHash = account?.passwordHash;
  checkPassword(network, session, "account", name, passwordHash, password);
}

function challenge(
  { settings: { serverName } }: Network,
  session: Session,
  bytes: Uint8Array,
): void {
  for (const chunk of chunksOf(bytes)) {
    session.send(message(serverName, "AUTHENTICATE", [chunk]));
  }
}

/**
 * Goes on with AUTHENTICATE, once the shell has checked the password.
 *
 * @param network everything there is
 * @param session whose client gave it
 * @param claim the account that it says is its own
 * @param right true if the password was right
 */
export function accountChecked(
  network: Network,
  session: Session,
  claim: Claim,
  right: boolean,
): void {
  const account = findAccount(network, claim.name);
  const isCurrent = account?.passwordHash === claim.passwordHash;
  finish(network, session, right && isCurrent ? account : undefined);
}

function finish(
  network: Network,
  session: Session,
  account: AccountSettings | undefined,
): void {
  if (account === undefined) return fail(network, session, ERR_SASLFAIL);
  const { registration, user } = session;
  const { name } = account;
  session.exchange = null;
  session.failures = 0;
  if (registration !== null) registration.account = name;
  network.reply(session, RPL_LOGGEDIN, sourceOf(session), name, name);
  network.reply(session, RPL_SASLSUCCESS);
  if (user !== null) network.setAccount(user, name);
}
