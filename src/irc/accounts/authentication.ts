import { upperCase } from "../names/casemapping.ts";
import type { SaslMechanism } from "../names/login_rules.ts";
import { byteLength } from "../names/text.ts";
import {
  ERR_SASLABORTED,
  ERR_SASLFAIL,
  ERR_SASLTOOLONG,
  RPL_SASLMECHS,
} from "../wire/numerics.ts";
import { mechanismsFor } from "../session/capabilities.ts";
import type { Context } from "../session/context.ts";
import { reply } from "../session/send.ts";
import { askSecret } from "../session/waiting.ts";
import type { Network } from "../state/network.ts";
import type { RequestOf } from "../state/request.ts";
import type { Session } from "../state/session.ts";
import type { Exchange } from "../state/session_state.ts";
import { findAccount } from "./accounts.ts";
import { challenge, circumstancesOf, failExchange } from "./exchange.ts";
import {
  enter,
  fail,
  tryCertificate,
  tryPassword,
  tryToken,
} from "./logging_in.ts";
import { CHUNK_BYTES, decodeBase64 } from "./sasl/base64.ts";
import { MECHANISMS } from "./sasl/index.ts";
import type { Outcome } from "./sasl/mechanism.ts";

/**
 * How many bytes of Base64 a response may have, in all its chunks. PLAIN must
 * take three times 255 bytes (RFC 4616, section 2), which makes 1,024 in Base64;
 * tokens are longer.
 */
const MAX_RESPONSE_BYTES = 8192;

/**
 * Carries out AUTHENTICATE: begins an exchange, goes on with it or ends it. Who is logged in may begin one too.
 *
 * @param parameter a mechanism's name, a chunk of a response, `+` or `*`
 * @see IRCv3 sasl-3.1, "The AUTHENTICATE command"; sasl-3.2, "SASL Reauthentication"
 */
export function takeAuthenticate(
  network: Network,
  session: Session,
  parameter: string,
): void {
  const { exchange } = session;
  if (parameter === "*") return abort(session);
  if (byteLength(parameter) > CHUNK_BYTES) {
    return failExchange(session, ERR_SASLTOOLONG);
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

/** Who asks for a mechanism that there is not has not failed yet: it may know others. */
function begin(network: Network, session: Session, given: string): void {
  const offered = mechanismsFor(network.settings, session);
  const mechanism = offered.find((name) => name === upperCase(given));
  if (mechanism === undefined) {
    reply(session, RPL_SASLMECHS, offered.join(","));
    return reply(session, ERR_SASLFAIL);
  }
  if (MECHANISMS[mechanism].draws) {
    return askSecret(network, session, "exchange", { mechanism });
  }
  start(network, session, mechanism, "");
}

/** Goes on with AUTHENTICATE once there is chance for the exchange. */
export function exchangeDrawn(
  network: Network,
  session: Session | undefined,
  { data: { mechanism } }: RequestOf<"exchange">,
  secret: string,
): void {
  if (session !== undefined) start(network, session, mechanism, secret);
}

function start(
  network: Network,
  session: Session,
  mechanism: SaslMechanism,
  secret: string,
): void {
  session.exchange = { mechanism, state: "", received: "", claim: "" };
  goOn(network, session, MECHANISMS[mechanism].start(secret));
}

function receive(
  network: Network,
  session: Session,
  exchange: Exchange,
  chunk: string,
): void {
  if (chunk !== "+") exchange.received += chunk;
  if (exchange.received.length > MAX_RESPONSE_BYTES) {
    return failExchange(session);
  }
  if (chunk.length === CHUNK_BYTES) return;
  const response = decodeBase64(exchange.received);
  exchange.received = "";
  if (response === null) return failExchange(session);
  const circumstances = circumstancesOf(network, session);
  const { mechanism, state } = exchange;
  const outcome = MECHANISMS[mechanism].respond(response, state, circumstances);
  goOn(network, session, outcome);
}

function goOn(network: Network, session: Session, outcome: Outcome): void {
  if ("device" in outcome) session.nameDevice(outcome.device);
  switch (outcome.kind) {
    case "challenge":
      return challenge(session, outcome);
    case "password": {
      const { account, password } = outcome;
      return tryPassword(network, session, "sasl", account, password);
    }
    case "certificate":
      return tryCertificate(network, session, "sasl", outcome.account);
    case "token":
      return tryToken(network, session, outcome.account, outcome.token);
    case "success": {
      const account = findAccount(network, outcome.account);
      if (account === undefined) return failExchange(session);
      return enter(network, session, "sasl", account);
    }
    case "failure": {
      const { account } = outcome;
      if (account === null) return failExchange(session);
      return fail(network, session, "sasl", account);
    }
  }
}
