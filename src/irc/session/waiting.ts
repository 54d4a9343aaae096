import { assert } from "@std/assert/assert";
import { parseMessage } from "../wire/message.ts";
import { RPL_TRYAGAIN } from "../wire/numerics.ts";
import { parseTags } from "../wire/tags.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { HashedPassword } from "../state/account.ts";
import type {
  Credentials,
  KeptChange,
  LoginWay,
  Request,
  RequestKind,
  RequestKindFor,
  RequestKinds,
} from "../state/request.ts";
import { answer, postpone } from "./answer.ts";
import { labelOf } from "./labels.ts";
import { reply } from "./send.ts";
import { countRefusal } from "../state/refusing.ts";
import type { SearchOutcome, SearchQuery } from "../state/search.ts";
import { EVENT_WORK, TEXT_SEARCH_WORK } from "./work.ts";

/**
 * What a password is checked against where nobody has the name that was given. No password is the right one,
 * and finding that out takes as long as with the hashes that `ircd hash-password` makes.
 */
const NOBODY_HASH = `$scrypt$ln=15,r=8,p=1$${"A".repeat(22)}$${"A".repeat(43)}`;

/**
 * Notes that the shell is asked something; the lines that a client sends from now
 * on wait for the answer.
 *
 * @param session null for nobody's
 * @param kept what is undone if it cannot be written
 * @returns the number of the request
 */
export function startWaiting<Kind extends RequestKind>(
  network: Network,
  session: Session | null,
  kind: Kind,
  data: RequestKinds[Kind]["data"],
  kept: readonly KeptChange[] | null = null,
): number {
  assert(session?.waitingFor == null, "a client waits for one thing");
  const number = network.nextId();
  const label = session === null ? null : postpone(session);
  const request = { kind, session: session?.id ?? "", label, data, kept };
  network.requests.set(number, request as Request);
  if (session !== null) session.waitingFor = number;
  return number;
}

/**
 * Notes that the shell is asked something that nobody's lines wait for.
 *
 * @param session who is told of it
 * @param label the label that the answer takes, which was {@linkcode postpone}d
 * @returns the number of the request
 */
export function startAside<Kind extends RequestKind>(
  network: Network,
  { id }: Session,
  kind: Kind,
  data: RequestKinds[Kind]["data"],
  label: string | null,
): number {
  const number = network.nextId();
  const request = { kind, session: id, label, data, kept: null };
  network.requests.set(number, request as Request);
  return number;
}

/** What requests are for that check a password. */
type PasswordRequest = {
  [Kind in RequestKind]: RequestKinds[Kind]["data"] extends Credentials ? Kind
    : never;
}[RequestKind];

/**
 * Asks the shell to check a password.
 *
 * @param kind what is gone on with
 * @param data the operator or the account that the client gave, and what whoever goes on needs
 * @param passwordHash null if there is nobody of that name, or no password is right
 */
export function askPassword<Kind extends PasswordRequest>(
  network: Network,
  session: Session,
  kind: Kind,
  data: Omit<RequestKinds[Kind]["data"], "passwordHash">,
  passwordHash: string | null = NOBODY_HASH,
  password: string,
): void {
  passwordHash ??= NOBODY_HASH;
  const asked = { ...data, passwordHash } as RequestKinds[Kind]["data"];
  const request = startWaiting(network, session, kind, asked);
  const { id: owner } = session;
  const effect = { kind: "check-password", owner, request } as const;
  network.effects.push({ ...effect, passwordHash, password });
}

/** What a client shows who wants to log in. */
export interface Login {
  readonly way: LoginWay;
  /** The account that it names; null for none */
  readonly name: string | null;
  /** Null where its certificate is all that it shows */
  readonly password: string | null;
  /** Null if there is no such account, or no password is right */
  readonly passwordHash: string | null;
}

/** Asks the shell whether a login is right. */
export function askLogin(
  network: Network,
  session: Session,
  { name, password, passwordHash, way }: Login,
): void {
  const request = startWaiting(network, session, "login", {
    way,
    name,
    passwordHash,
  });
  const { certificate, host: address, id: owner, listener, secure } = session;
  network.effects.push({
    kind: "check-login",
    owner,
    request,
    claim: { account: name, password, certificate, address, listener, secure },
    passwordHash: password === null ? null : passwordHash ?? NOBODY_HASH,
  });
}

/**
 * Asks the shell whom a token is for.
 *
 * @param name the account that the client names; null for none
 */
export function askToken(
  network: Network,
  session: Session,
  name: string | null,
  token: string,
): void {
  const data = { way: "sasl", name, passwordHash: null } as const;
  const request = startWaiting(network, session, "login", data);
  const { id: owner } = session;
  network.effects.push({ kind: "check-token", owner, request, token });
}

/**
 * Asks the shell to hash a new password.
 *
 * @param kind what is gone on with
 * @param data what whoever goes on needs
 */
export function askHash<Kind extends RequestKindFor<HashedPassword>>(
  network: Network,
  session: Session,
  kind: Kind,
  data: RequestKinds[Kind]["data"],
  password: string,
): void {
  const request = startWaiting(network, session, kind, data);
  const { id: owner } = session;
  network.effects.push({ kind: "hash-password", owner, request, password });
}

/**
 * Asks the shell for chance that nobody can guess.
 *
 * @param kind what is gone on with
 * @param data what whoever goes on needs
 */
export function askSecret<Kind extends RequestKindFor<string>>(
  network: Network,
  session: Session,
  kind: Kind,
  data: RequestKinds[Kind]["data"],
): void {
  const request = startWaiting(network, session, kind, data);
  network.effects.push({ kind: "draw-secret", owner: session.id, request });
}

/**
 * Asks the shell for messages. The client's lines do not wait for them: its other commands are answered meanwhile.
 *
 * @param kind what is gone on with
 * @param data what whoever goes on needs
 */
export function askSearch<Kind extends RequestKindFor<SearchOutcome>>(
  network: Network,
  session: Session,
  kind: Kind,
  data: RequestKinds[Kind]["data"],
  query: SearchQuery,
): void {
  const label = postpone(session);
  const request = startAside(network, session, kind, data, label);
  network.work += TEXT_SEARCH_WORK + query.places.length * EVENT_WORK;
  network.effects.push({ kind: "search", owner: session.id, request, query });
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
  const held = session.held ??= { lines: [], hasLost: false, endReason: null };
  if (held.lines.length < network.settings.limits.heldLines) {
    held.lines.push(line);
    return;
  }
  held.hasLost = true;
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
    const line = session.held?.lines.shift();
    if (line === undefined) break;
    yield line;
  }
}
