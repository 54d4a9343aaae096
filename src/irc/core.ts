import { upperCase } from "./names/casemapping.ts";
import { hostAt } from "./names/names.ts";
import { parseMessage } from "./wire/message.ts";
import { message } from "./wire/outgoing.ts";
import { forgetStrangers } from "./accounts/account_jots.ts";
import { isTimeToLook } from "./accounts/disuse.ts";
import { expireAccounts } from "./accounts/expiry.ts";
import { renewAccounts } from "./accounts/login.ts";
import { expireNicks } from "./accounts/nicknames.ts";
import { agreeWithRecords } from "./channels/agreeing.ts";
import { expireChannels } from "./channels/expiry.ts";
import { noteAllSeen } from "./accounts/seen.ts";
import { forgetThrottles } from "./accounts/throttles.ts";
import { expireUnverified } from "./accounts/verifying.ts";
import { forgetMail } from "./accounts/mail_limits.ts";
import type { Effect } from "./effects.ts";
import { announceIsupport } from "./information/isupport_tokens.ts";
import type { Input } from "./inputs.ts";
import { renewOperators } from "./operators/standing.ts";
import { expireServerBans, refuseUnwelcome } from "./operators/server_bans.ts";
import { shareAgain } from "./metadata/of_accounts.ts";
import { expireKept, renewAllKept } from "./presence/always_on.ts";
import { bringBackUsers } from "./presence/bringing_back.ts";
import { noteDevices, sentUntilClosed } from "./presence/devices.ts";
import { expireLost } from "./presence/resuming.ts";
import { noteKeptLater, noteKeptUsers } from "./presence/keeping_users.ts";
import { PROTOCOL } from "./protocol.ts";
import { isWanted, sendDuePushes } from "./push/sending.ts";
import { expireSubscriptions } from "./push/subscriptions.ts";
import { answer } from "./session/answer.ts";
import { announceCapabilities } from "./session/cap_list.ts";
import { expireBatch, loseLine } from "./session/client_batch.ts";
import { retryNotes, undoChanges } from "./session/keeping.ts";
import { keepalive, postponeDeadlines } from "./session/keepalive.ts";
import { Router } from "./session/router.ts";
import { notice, tellOperators, whoIsAt } from "./session/notices.ts";
import { send } from "./session/send.ts";
import { heldLines, holdLine } from "./session/waiting.ts";
import type { Archive } from "./state/archive.ts";
import { Network } from "./state/network.ts";
import { eraseGone } from "./state/parties.ts";
import { restoreSnapshot, type Snapshot, takeSnapshot } from "./snapshot.ts";
import type { Jot } from "./state/jot.ts";
import type { Change } from "./state/records.ts";
import { Session, type Sink } from "./state/session.ts";
import type { SessionId } from "./state/session_id.ts";
import type {
  Outcome,
  RequestKind,
  RequestKinds,
  RequestOf,
} from "./state/request.ts";
import type { Settings } from "./state/settings.ts";
import { disconnect, expel, lose } from "./users/quitting.ts";

/** With more between two ticks, time stood still or was set forward: nobody could answer meanwhile. */
const LONGEST_TICK_MS = 5000;

const NO_EFFECTS: readonly Effect[] = [];

/**
 * The IRC server without its sockets and clocks: a state machine with one door, {@linkcode Core.apply}. Two
 * cores that are given the same inputs hold the same state and write the same bytes.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseConfig } from "../config/config.ts";
 * import { NO_ARCHIVE } from "./state/archive.ts";
 *
 * const settings = parseConfig({ server: { name: "irc.test" } }, "1", () => "");
 * const core = Core.create(settings, [], 0, NO_ARCHIVE);
 * const lines: string[] = [];
 * core.attach("s1", { write: ({ text }) => lines.push(text), close() {} });
 * const peer = {
 *   address: "192.0.2.1",
 *   secure: false,
 *   certificate: null,
 *   listener: "",
 * };
 * core.apply({ kind: "open", at: 1, session: "s1", peer });
 * core.apply({ kind: "line", at: 2, session: "s1", text: "NICK ann" });
 * core.apply({ kind: "line", at: 3, session: "s1", text: "PING token" });
 * assertEquals(lines.at(-1), ":irc.test PONG irc.test :token");
 * ```
 */
export class Core {
  /** The whole state. Only the core changes it. */
  readonly network: Network;
  readonly #router: Router;
  /** The sinks of sessions that are not opened yet. */
  readonly #sinks = new Map<SessionId, Sink>();
  /** The keys of channels whose records the input that is carried out has settled. */
  #settled: string[] = [];

  private constructor(network: Network) {
    this.network = network;
    this.#router = new Router(network, PROTOCOL);
  }

  /**
   * Makes a core that nobody is connected to: only those are there who are always on.
   *
   * @param records what was kept
   * @param at when the server starts, in milliseconds since 1970
   * @param archive what was said before, and where what is said is kept
   * @param jots what was jotted down
   */
  static create(
    settings: Settings,
    records: readonly Change[],
    at: number,
    archive: Archive,
    jots: readonly Jot[] = [],
  ): Core {
    const network = new Network(settings, records, at, archive, jots);
    forgetStrangers(network);
    bringBackUsers(network);
    network.messageIds.goBehind(archive.latest);
    return new Core(network);
  }

  /**
   * Makes a core that goes on where another one was when its snapshot was taken: given the same inputs from
   * there on, it writes the same bytes. Sinks must be attached.
   *
   * @param archive as it was then
   * @throws {Error} if the snapshot has another form
   */
  static restore(snapshot: Snapshot, archive: Archive): Core {
    return new Core(restoreSnapshot(snapshot, archive));
  }

  /** Gives the whole state as plain data. */
  snapshot(): Snapshot {
    return takeSnapshot(this.network);
  }

  /** Sends the output of a session to a sink. For a session that is to be opened it is called before. */
  attach(session: SessionId, sink: Sink): void {
    const known = this.network.sessions.get(session);
    if (known === undefined) this.#sinks.set(session, sink);
    else known.sink = sink;
  }

  /** Tells whether a session was opened and has not ended. */
  has(session: SessionId): boolean {
    return this.network.sessions.has(session);
  }

  /** What the last input has cost, in the unit of {@linkcode LINE_WORK}: for flood control, which stands before this. */
  get work(): number {
    return this.network.work;
  }

  /** True while records are to be written before anything leaves that tells of them. */
  get isStoring(): boolean {
    return this.network.isStoring;
  }

  /** Tells whether a push that was asked for is still to be sent. */
  isWanted(request: number): boolean {
    return isWanted(this.network, request);
  }

  /** Tells where a session comes from, which a gateway may have told; null if it has ended. */
  hostOf(session: SessionId): string | null {
    return this.network.sessions.get(session)?.host ?? null;
  }

  /** Tells whether a session is registered. */
  isRegistered(session: SessionId): boolean {
    return (this.network.sessions.get(session)?.user ?? null) !== null;
  }

  /** Tells whether a session may do as much as it likes: its user is an operator who is allowed that. */
  mayFlood(session: SessionId): boolean {
    return this.network.sessions.get(session)?.user?.may("flood") ?? false;
  }

  /** Tells whether a session came over TLS all the way. */
  isSecure(session: SessionId): boolean {
    return this.network.sessions.get(session)?.secure ?? false;
  }

  /** Tells whether as many lines of a session wait as may: what is sent now is lost. */
  isFull(session: SessionId): boolean {
    const held = this.network.sessions.get(session)?.held?.lines ?? null;
    return held !== null &&
      held.length >= this.network.settings.limits.heldLines;
  }

  /**
   * Carries out one input, to its end. A fault inside it is caught: it ends the session that met it, and is
   * reported by an effect.
   *
   * @returns what is asked of the shell, to be carried out before any output leaves
   */
  apply(input: Input): readonly Effect[] {
    const { network } = this;
    if (input.at > network.at) network.at = input.at;
    network.work = 0;
    try {
      this.#carryOut(input);
    } catch (error) {
      this.#fault(input, "session" in input ? input.session : null, error);
    }
    this.#guard(input, null, () => this.#agree());
    if (network.keptChanged.size + network.unregisteredChanged.size > 0) {
      this.#guard(input, null, () => noteKeptUsers(network));
    }
    if (network.effects.length === 0) return NO_EFFECTS;
    const { effects } = network;
    network.effects = [];
    network.isStoring = false;
    return effects;
  }

  #carryOut(input: Input): void {
    switch (input.kind) {
      case "line":
        return this.#line(input.session, input.text);
      case "open":
        return this.#open(input);
      case "close":
        return this.#close(input);
      case "notice":
        return tellOperators(this.network, input.notice, input.text);
      case "answer":
        return this.#answer(input);
      case "settings":
        return this.#settings(input);
      case "tick":
        return this.#tick(input);
    }
  }

  /** Whatever has become of the records of channels, those that are there follow, before anything else is done. */
  #agree(): void {
    const settled = this.#settled;
    if (settled.length === 0 && !this.network.records.haveChannelsChanged) {
      return;
    }
    this.#settled = [];
    agreeWithRecords(this.network, settled);
  }

  #open(input: Extract<Input, { kind: "open" }>): void {
    const { at, peer, session: id } = input;
    const { network } = this;
    // The session that has the id must not be ended for it.
    if (this.has(id)) return this.#report(input, "an id has one session");
    const { serverName, networkName, registrationTimeoutMs } = network.settings;
    const session = new Session(
      id,
      network,
      hostAt(peer.address, peer.listener),
      peer.secure,
      peer.certificate,
      peer.listener,
      at + registrationTimeoutMs,
    );
    if (session.registration !== null) {
      session.registration.hostname = peer.hostname ?? null;
      session.registration.requiresSasl = peer.requiresSasl ?? false;
    }
    session.binding = peer.binding ?? null;
    session.sink = this.#sinks.get(id) ?? null;
    this.#sinks.delete(id);
    network.sessions.set(id, session);
    const greeting =
      `*** Welcome to ${serverName} on the ${networkName} network. ` +
      "Tell me who you are with NICK and USER.";
    send(session, message(serverName, "NOTICE", ["*"], greeting));
    refuseUnwelcome(network, session);
  }

  #line(id: SessionId, text: string): void {
    const session = this.network.sessions.get(id);
    if (session === undefined) return;
    if (session.waitingFor === null) this.#router.route(session, text);
    else holdLine(this.network, session, text);
  }

  #close(
    { afterLines, isCutOff, isOrderly, reason, session: id }: Extract<
      Input,
      { kind: "close" }
    >,
  ): void {
    const { network } = this;
    const session = network.sessions.get(id);
    if (session === undefined) return;
    if (isCutOff) {
      const who = whoIsAt(session);
      notice(network, "flood", "{who} is cut off: {reason}", { who, reason });
    }
    const { held } = session;
    if (afterLines && held !== null && held.lines.length > 0) {
      held.endReason = reason;
    } else if (isCutOff) disconnect(session, reason);
    else if (isOrderly) lose(session, reason, sentUntilClosed(session));
    else lose(session, reason);
  }

  #answer(input: Extract<Input, { kind: "answer" }>): void {
    const { outcome, request: id } = input;
    const { network } = this;
    const request = network.requests.get(id);
    if (request === undefined) return;
    network.requests.delete(id);
    if (outcome === false) undoChanges(network, id, request);
    else eraseGone(network, request.kept ?? []);
    for (const { made } of request.kept ?? []) {
      if (made.kind === "channel") this.#settled.push(made.key);
      const isUndone = outcome === false && made.kind === "account";
      if (isUndone) shareAgain(network, made.key);
    }
    const session = network.sessions.get(request.session);
    const carryOn = () => goOn(network, session, request, outcome);
    if (session === undefined) return carryOn();
    if (session.waitingFor !== id) {
      return answer(session, request.label, carryOn);
    }
    session.waitingFor = null;
    this.#guard(
      input,
      session.id,
      () => this.#goOn(session, request.label, carryOn),
    );
  }

  /** Carries out the rest of the command that waited, and the lines that its client has sent meanwhile. */
  #goOn(
    session: Session,
    label: string | null,
    carryOn: () => void,
  ): void {
    const { network } = this;
    answer(session, label, carryOn);
    this.#agree();
    for (const line of heldLines(session)) {
      if (!this.has(session.id)) return;
      this.#router.route(session, line);
      this.#agree();
    }
    const { held } = session;
    if (session.waitingFor !== null || held === null) return;
    session.held = null;
    // What was lost may have been one of the lines that a batch is made of.
    if (held.hasLost) loseLine(network, session);
    if (held.endReason !== null) lose(session, held.endReason);
  }

  #settings({ settings, text }: Extract<Input, { kind: "settings" }>): void {
    const { network } = this;
    if (settings !== null) {
      const before = network.settings;
      network.settings = settings;
      renewOperators(network);
      renewAccounts(network, before);
      forgetStrangers(network);
      renewAllKept(network);
      announceCapabilities(network, before);
      announceIsupport(network, PROTOCOL, before);
    }
    tellOperators(network, "server", text);
  }

  #tick(input: Extract<Input, { kind: "tick" }>): void {
    const { network } = this;
    const passed = network.at - network.tickedAt;
    network.tickedAt = network.at;
    const stood = passed > LONGEST_TICK_MS ? passed : 0;
    for (const session of network.sessions.values()) {
      if (stood > 0) postponeDeadlines(session, stood);
      this.#guard(input, session.id, () => keepalive(session, endSilent));
    }
    for (const session of network.batching) {
      this.#guard(input, session.id, () => expireBatch(network, session));
    }
    expireServerBans(network);
    expireNicks(network);
    expireUnverified(network);
    if (isTimeToLook(network)) {
      noteAllSeen(network);
      expireChannels(network);
      expireAccounts(network);
    }
    sendDuePushes(network);
    expireSubscriptions(network);
    expireKept(network);
    expireLost(network);
    noteKeptLater(network);
    noteDevices(network);
    forgetThrottles(network);
    forgetMail(network);
    retryNotes(network);
  }

  /** Does something for one session; a fault in it does not keep the others from theirs. */
  #guard(input: Input, id: SessionId | null, run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#fault(input, id, error);
    }
  }

  /** A fault of ours ends the session that met it, and no more. */
  #fault(input: Input, id: SessionId | null, error: unknown): void {
    this.#report(input, error);
    const session = id === null ? undefined : this.network.sessions.get(id);
    if (session === undefined) return;
    try {
      expel(session, "Internal error");
    } catch (another) {
      this.#report(input, another);
    }
  }

  #report(input: Input, error: unknown): void {
    const cause = causeOf(input);
    this.network.effects.push({ kind: "fault", cause, error });
    tellOperators(this.network, "fault", `A fault in ${cause}`);
  }
}

/** Whoever has not answered PING may be lost; who has not registered in time is told why. */
function endSilent(session: Session, reason: string, error?: string): void {
  if (session.user === null) disconnect(session, reason, error);
  else lose(session, reason);
}

/** Goes on with what the shell was asked for: its answer is of the form that the question has. */
function goOn<Kind extends RequestKind>(
  network: Network,
  session: Session | undefined,
  request: RequestOf<Kind>,
  outcome: Outcome,
): void {
  const answer = outcome as RequestKinds[Kind]["outcome"];
  PROTOCOL.answered[request.kind](network, session, request, answer, PROTOCOL);
}

/** What caused a fault, without what a client said: that may be a secret. */
function causeOf(input: Input): string {
  const parts: string[] = [input.kind];
  if ("session" in input) parts.push(input.session);
  if (input.kind === "line") {
    const name = upperCase(parseMessage(String(input.text))?.command ?? "");
    if (PROTOCOL.commands.has(name)) parts.push(name);
  }
  return parts.join(" ");
}
