import { message } from "../wire/outgoing.ts";
import { ERR_SASLFAIL, type Numeric } from "../wire/numerics.ts";
import { mechanismsFor } from "../session/capabilities.ts";
import { reply, send } from "../session/send.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { Claim } from "../state/session_state.ts";
import { countFailure } from "../users/failures.ts";
import { chunksOf } from "./sasl/base64.ts";
import { MECHANISMS } from "./sasl/index.ts";
import type { Challenge, Circumstances } from "./sasl/mechanism.ts";
import { scramKeysOf } from "./scram_keys.ts";
import { isLoginThrottled } from "./throttles.ts";

/** Gives what the mechanisms may look at. */
export function circumstancesOf(
  network: Network,
  session: Session,
): Circumstances {
  const { host, network: { settings } } = session;
  const offersBinding = mechanismsFor(settings, session)
    .includes("SCRAM-SHA-256-PLUS");
  return {
    binding: offersBinding ? session.binding : null,
    discovery: settings.loginRules.discovery,
    keysOf: (account) => scramKeysOf(network, account),
    isThrottled: (account) => isLoginThrottled(network, host, account),
  };
}

/** Simple clients look for a line that begins with AUTHENTICATE: it has no source. */
export function challenge(
  session: Session,
  { bytes, state }: Challenge,
): void {
  const { exchange } = session;
  if (exchange !== null) exchange.state = state;
  for (const chunk of chunksOf(bytes)) {
    send(session, message(null, "AUTHENTICATE", [chunk]));
  }
}

/** Ends an exchange that has failed. */
export function failExchange(
  session: Session,
  numeric: Numeric = ERR_SASLFAIL,
  claim: Claim = session.exchange?.claim ?? "",
): void {
  session.exchange = null;
  reply(session, numeric);
  countFailure(session, claim, "Too many SASL authentication failures");
}

/** Ends an exchange whose client was checked, and is not let in: some mechanisms have a last word. */
export function refuseExchange(
  network: Network,
  session: Session,
  claim: Claim,
): void {
  const { exchange } = session;
  const mechanism = exchange && MECHANISMS[exchange.mechanism];
  if (exchange === null || mechanism?.lastWord === undefined) {
    return failExchange(session, ERR_SASLFAIL, claim);
  }
  exchange.claim = claim;
  challenge(session, mechanism.lastWord(circumstancesOf(network, session)));
}
