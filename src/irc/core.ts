import { message } from "./wire/outgoing.ts";
import { asHost } from "./names/names.ts";
import { renewAccounts } from "./accounts/accounts.ts";
import { accountChecked } from "./accounts/authentication.ts";
import { announceCapabilities } from "./session/cap_list.ts";
import { expireBatches, loseLine } from "./messages/client_batch.ts";
import { announceIsupport } from "./information/isupport_tokens.ts";
import { keepalive } from "./session/keepalive.ts";
import { operatorChecked, renewOperators } from "./operators/operator.ts";
import { holdLine } from "./session/waiting.ts";
import { expireServerBans, refuseBanned } from "./operators/server_bans.ts";
import { COMMANDS } from "./commands.ts";
import type { Effects } from "./effects.ts";
import { Network } from "./state/network.ts";
import { route } from "./session/router.ts";
import { Session, type Sink } from "./state/session.ts";
import type { ServerBan } from "./state/server_ban.ts";
import type { Settings } from "./state/settings.ts";

/** Who is at the other end of a connection. */
export interface Peer {
  /** The IPv4 or IPv6 address it comes from */
  readonly address: string;
  /** True if it came over TLS */
  readonly secure?: boolean;
  /** The SHA-256 of the certificate it showed, in hexadecimal digits and lower case; null for none */
  readonly certificate?: string | null;
  /** Where its output goes */
  readonly sink: Sink;
}

/** What goes on once a password is checked. */
const CHECKED = { operator: operatorChecked, account: accountChecked } as const;

/**
 * The IRC server without its sockets and clocks: a state machine with few inputs. Two cores that are given
 * the same inputs hold the same state and write the same bytes. Every `at` is in milliseconds since 1970 and
 * none is before the one that came last.
 */
export class Core {
  /** Everything there is. */
  readonly network: Network;

  /**
   * @param settings what the configuration says
   * @param effects what is asked of the shell
   * @param bans who is kept off the server, as it was last saved
   * @param at when the server starts
   */
  constructor(
    settings: Settings,
    effects: Effects,
    bans: readonly ServerBan[],
    at: number,
  ) {
    this.network = new Network(settings, effects, bans, at);
  }

  /**
   * A connection was accepted.
   *
   * @param sessionId a number that no session has had
   * @param peer who is at its other end
   * @param at now
   */
  open(sessionId: number, peer: Peer, at: number): void {
    const { serverName, networkName, registrationTimeout } =
      this.network.settings;
    const { address, secure = false, certificate = null, sink } = peer;
    this.network.at = at;
    const deadline = at + registrationTimeout;
    const session = new Session(
      sessionId,
      asHost(address),
      secure,
      sink,
      this.network,
      deadline,
      certificate,
    );
    this.network.sessions.set(sessionId, session);
    const greeting =
      `*** Welcome to ${serverName} on the ${networkName} network. ` +
      "Tell me who you are with NICK and USER.";
    session.send(message(serverName, "NOTICE", ["*"], greeting));
    refuseBanned(this.network, session);
  }

  /**
   * @param sessionId a session
   * @returns true if it has not ended
   */
  has(sessionId: number): boolean {
    return this.network.sessions.has(sessionId);
  }

  /**
   * A client sent one line.
   *
   * @param sessionId which session; one that has ended says nothing more
   * @param line the line without its CR LF
   * @param at now
   */
  receive(sessionId: number, line: string, at: number): void {
    const session = this.network.sessions.get(sessionId);
    if (session === undefined) return;
    this.network.at = at;
    if (session.claim === null) route(this.network, session, line);
    else holdLine(this.network, session, line);
  }

  /**
   * A connection went away, or the shell cuts it off.
   *
   * @param sessionId which session; nothing happens if it has ended
   * @param reason why, as others see it
   * @param at now
   */
  close(sessionId: number, reason: string, at: number): void {
    const session = this.network.sessions.get(sessionId);
    this.network.at = at;
    if (session !== undefined) this.network.disconnect(session, reason);
  }

  /**
   * The shell has checked a password. What its client has sent meanwhile is to
   * be carried out now: {@linkcode nextHeld}.
   *
   * @param sessionId whose; nothing happens if it has ended
   * @param right true if it was the right one
   * @param at now
   */
  passwordChecked(sessionId: number, right: boolean, at: number): void {
    const session = this.network.sessions.get(sessionId);
    const claim = session?.claim ?? null;
    if (session === undefined || claim === null) return;
    this.network.at = at;
    session.claim = null;
    session.answer(claim.label, () => {
      CHECKED[claim.kind](this.network, session, claim, right);
    });
  }

  /**
   * Gives back the lines that waited for a password to be checked, one at a
   * time, to be received again.
   *
   * @param sessionId whose
   * @returns the next line; undefined if there is none, or it has to wait on
   */
  nextHeld(sessionId: number): string | undefined {
    const session = this.network.sessions.get(sessionId);
    if (session === undefined || session.claim !== null) return undefined;
    const line = session.held?.shift();
    if (line !== undefined) return line;
    session.held = null;
    // What was lost may have been one of the lines that a batch is made of.
    if (session.hasLostLine) loseLine(this.network, session);
    session.hasLostLine = false;
    return undefined;
  }

  /**
   * The shell has read the configuration again.
   *
   * @param settings what it says now; null if it has a mistake
   * @param text what happened, for operators to read
   * @param at now
   */
  reconfigured(settings: Settings | null, text: string, at: number): void {
    this.network.at = at;
    if (settings !== null) {
      const before = this.network.settings;
      this.network.settings = settings;
      renewOperators(this.network);
      renewAccounts(this.network);
      announceCapabilities(this.network, before);
      announceIsupport(this.network, COMMANDS, before);
    }
    this.network.noticeOperators(text);
  }

  /**
   * Time passed.
   *
   * @param at now
   */
  tick(at: number): void {
    this.network.at = at;
    keepalive(this.network);
    expireServerBans(this.network);
    expireBatches(this.network);
  }
}
