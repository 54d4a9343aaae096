import { asHost } from "./names/names.ts";
import { message } from "./wire/outgoing.ts";
import { renewAccounts } from "./accounts/accounts.ts";
import type { Effect } from "./effects.ts";
import { announceIsupport } from "./information/isupport_tokens.ts";
import type { Input } from "./inputs.ts";
import { renewOperators } from "./operators/operator.ts";
import { expireServerBans, refuseBanned } from "./operators/server_bans.ts";
import { PROTOCOL } from "./protocol.ts";
import { answer } from "./session/answer.ts";
import { announceCapabilities } from "./session/cap_list.ts";
import { expireBatch, loseLine } from "./session/client_batch.ts";
import { keepalive, postponeDeadlines } from "./session/keepalive.ts";
import { Router } from "./session/router.ts";
import { noticeOperators, send } from "./session/send.ts";
import { heldLines, holdLine } from "./session/waiting.ts";
import { Network } from "./state/network.ts";
import type { ServerBan } from "./state/server_ban.ts";
import { Session, type Sink } from "./state/session.ts";
import type { SessionId } from "./state/session_id.ts";
import type { Settings } from "./state/settings.ts";
import { disconnect } from "./users/quitting.ts";

/** With more between two ticks, time stood still or was set forward: nobody could answer meanwhile. */
const LONGEST_TICK_MS = 5000;

const NO_EFFECTS: readonly Effect[] = [];

type Handlers = {
  readonly [Kind in Input["kind"]]: (
    input: Extract<Input, { kind: Kind }>,
  ) => void;
};

/**
 * The IRC server without its sockets and clocks: a state machine with one door, {@linkcode Core.apply}. Two
 * cores that are given the same inputs hold the same state and write the same bytes.
 */
export class Core {
  /** Everything there is. */
  readonly network: Network;
  readonly #router: Router;
  /** Where the output of sessions goes that are not opened yet. */
  readonly #sinks = new Map<SessionId, Sink>();
  /** When the last tick was, in milliseconds since 1970. */
  #tickedAt: number;

  /**
   * @param bans who is kept off the server, as it was last saved
   * @param at when the server starts, in milliseconds since 1970
   */
  constructor(settings: Settings, bans: readonly ServerBan[], at: number) {
    this.network = new Network(settings, bans, at);
    this.#router = new Router(this.network, PROTOCOL);
    this.#tickedAt = at;
  }

  /** Tells where the output of a session goes; of one that is to be opened, before it is. */
  attach(session: SessionId, sink: Sink): void {
    const known = this.network.sessions.get(session);
    if (known === undefined) this.#sinks.set(session, sink);
    else known.sink = sink;
  }

  /** Tells whether a session has not ended. */
  has(session: SessionId): boolean {
    return this.network.sessions.has(session);
  }

  /**
   * Carries out one input, to its end. A fault inside it is caught: it ends the session that met it, and is
   * reported by an effect.
   *
   * @returns what is asked of the shell, to be carried out before any output leaves
   */
  apply(input: Input): readonly Effect[] {
    const { network } = this;
    network.at = Math.max(network.at, input.at);
    this.#guard(input, sessionOf(input), () => this.#carryOut(input));
    if (network.effects.length === 0) return NO_EFFECTS;
    const { effects } = network;
    network.effects = [];
    return effects;
  }

  #carryOut<Kind extends Input["kind"]>(
    input: Extract<Input, { kind: Kind }>,
  ): void {
    (this.#handlers as Handlers)[input.kind as Kind](input);
  }

  readonly #handlers: Handlers = {
    open: (input) => this.#open(input),
    line: ({ session, text }) => this.#line(session, text),
    close: ({ session, reason }) => this.#close(session, reason),
    answer: (input) => this.#answer(input),
    settings: (input) => this.#settings(input),
    tick: (input) => this.#tick(input),
  };

  #open(
    { at, peer, seed, session: id }: Extract<Input, { kind: "open" }>,
  ): void {
    const { network } = this;
    const { serverName, networkName, registrationTimeout } = network.settings;
    const session = new Session(
      id,
      network,
      asHost(peer.address),
      peer.secure,
      peer.certificate,
      seed,
      at + registrationTimeout,
    );
    session.sink = this.#sinks.get(id) ?? null;
    this.#sinks.delete(id);
    network.sessions.set(id, session);
    const greeting =
      `*** Welcome to ${serverName} on the ${networkName} network. ` +
      "Tell me who you are with NICK and USER.";
    send(session, message(serverName, "NOTICE", ["*"], greeting));
    refuseBanned(network, session);
  }

  #line(id: SessionId, text: string): void {
    const session = this.network.sessions.get(id);
    if (session === undefined) return;
    if (session.waitingFor === null) this.#router.route(session, text);
    else holdLine(this.network, session, text);
  }

  #close(id: SessionId, reason: string): void {
    const session = this.network.sessions.get(id);
    if (session !== undefined) disconnect(session, reason);
  }

  /** What its client has sent while it waited is carried out too. */
  #answer({ request: id, outcome }: Extract<Input, { kind: "answer" }>): void {
    const { network } = this;
    const request = network.requests.get(id);
    if (request === undefined) return;
    network.requests.delete(id);
    const session = network.sessions.get(request.session);
    const carryOn = () =>
      PROTOCOL.answered[request.kind](network, session, request, outcome);
    if (session?.waitingFor !== id) return carryOn();
    session.waitingFor = null;
    answer(session, request.label, carryOn);
    for (const line of heldLines(session)) {
      if (!this.has(session.id)) return;
      this.#router.route(session, line);
    }
    if (session.waitingFor !== null) return;
    session.held = null;
    // What was lost may have been one of the lines that a batch is made of.
    if (session.hasLostLine) loseLine(network, session);
    session.hasLostLine = false;
  }

  #settings({ settings, text }: Extract<Input, { kind: "settings" }>): void {
    const { network } = this;
    if (settings !== null) {
      const before = network.settings;
      network.settings = settings;
      renewOperators(network);
      renewAccounts(network);
      announceCapabilities(network, before);
      announceIsupport(network, PROTOCOL, before);
    }
    noticeOperators(network, text);
  }

  #tick(input: Extract<Input, { kind: "tick" }>): void {
    const { network } = this;
    const passed = network.at - this.#tickedAt;
    this.#tickedAt = network.at;
    const stood = passed > LONGEST_TICK_MS ? passed : 0;
    for (const session of network.sessions.values()) {
      if (stood > 0) postponeDeadlines(session, stood);
      this.#guard(input, session.id, () => keepalive(session, disconnect));
    }
    for (const session of network.batching) {
      this.#guard(input, session.id, () => expireBatch(network, session));
    }
    expireServerBans(network);
  }

  /** A fault of ours ends the session that met it, and no more. */
  #guard(input: Input, id: SessionId | null, run: () => void): void {
    try {
      run();
    } catch (error) {
      this.network.effects.push({
        kind: "fault",
        cause: causeOf(input),
        error,
      });
      const session = id === null ? undefined : this.network.sessions.get(id);
      if (session !== undefined) this.#end(session, input);
    }
  }

  /** Ends a session, by force if what is wrong with it keeps it from ending. */
  #end(session: Session, input: Input): void {
    session.answer = null;
    try {
      disconnect(session, "Internal error");
    } catch (error) {
      this.network.effects.push({
        kind: "fault",
        cause: causeOf(input),
        error,
      });
      this.network.sessions.delete(session.id);
      session.sink?.close();
    }
  }
}

function sessionOf(input: Input): SessionId | null {
  return "session" in input ? input.session : null;
}

/** What caused a fault, without what a client said: that may be a secret. */
function causeOf(input: Input): string {
  const session = sessionOf(input);
  const word = input.kind === "line"
    ? /^[A-Za-z]+(?= )/.exec(input.text)
    : null;
  return [input.kind, session, word?.[0]].filter((part) => part).join(" ");
}
