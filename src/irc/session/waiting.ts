import { parseMessage } from "../wire/message.ts";
import { RPL_TRYAGAIN } from "../wire/numerics.ts";
import { parseTags } from "../wire/tags.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { Request } from "../state/session_state.ts";
import { answer, postpone } from "./answer.ts";
import { labelOf } from "./labels.ts";
import { reply } from "./send.ts";
import { countRefusal } from "../state/refusing.ts";

/**
 * What a password is checked against where nobody has the name that was given. No password is the right one,
 * and finding that out takes as long as with the hashes that `ircd hash-password` makes.
 */
const NOBODY_HASH = `$scrypt$ln=15,r=8,p=1$${"A".repeat(22)}$${"A".repeat(43)}`;

/**
 * Asks the shell to check a password; the lines that the client sends from now on wait for the answer.
 *
 * @param kind whether it is an operator's or an account's
 * @param name the operator or the account that the client gave
 * @param passwordHash undefined if there is nobody of that name
 */
export function askPassword(
  network: Network,
  session: Session,
  kind: Request["kind"],
  name: string,
  passwordHash = NOBODY_HASH,
  password: string,
): void {
  const request = network.nextId();
  const label = postpone(session);
  const { id: owner } = session;
  network.requests.set(request, {
    session: owner,
    kind,
    name,
    passwordHash,
    label,
  });
  session.waitingFor = request;
  network.effects.push({
    kind: "check-password",
    owner,
    request,
    passwordHash,
    password,
  });
}

/**
 * Holds a line until the shell has answered, so that the client is answered in the order in which it asked.
 * Beyond the limit, lines are refused with 263.
 *
 * @see Modern IRC, "RPL_TRYAGAIN (263)"
 */
export function holdLine(
  network: Network,
  session: Session,
  line: string,
): void {
  const held = session.held ??= [];
  if (held.length < network.settings.limits.heldLines) {
    held.push(line);
    return;
  }
  session.hasLostLine = true;
  countRefusal(network, "held-lines");
  const dropped = parseMessage(line);
  if (dropped === null) return;
  answer(session, labelOf(session, parseTags(dropped.tags)), () => {
    reply(session, RPL_TRYAGAIN, dropped.command);
  });
}

/** Gives the lines that were held, one at a time, until one of them must wait for the shell itself. */
export function* heldLines(session: Session): Generator<string> {
  while (session.waitingFor === null) {
    const line = session.held?.shift();
    if (line === undefined) break;
    yield line;
  }
}
