import { message } from "./wire/message.ts";
import { asHost } from "./wire/names.ts";
import { keepalive } from "./actions/keepalive.ts";
import { Network } from "./network.ts";
import { route } from "./router.ts";
import { Session, type Sink } from "./session.ts";
import type { Settings } from "./settings.ts";

/** Who is at the other end of a connection. */
export interface Peer {
  /** The IPv4 or IPv6 address it comes from */
  readonly address: string;
  /** Where its output goes */
  readonly sink: Sink;
}

/**
 * The IRC server without its sockets and clocks: a state machine with four inputs. Two cores that are given
 * the same inputs hold the same state and write the same bytes. Every `at` is in milliseconds since 1970 and
 * none is before the one that came last.
 */
export class Core {
  /** Everything there is. */
  readonly network: Network;

  /**
   * @param settings what the configuration says
   * @param at when the server starts
   */
  constructor(settings: Settings, at: number) {
    this.network = new Network(settings, at);
  }

  /**
   * A connection was accepted.
   *
   * @param sessionId a number that no session has had
   * @param peer who is at its other end
   * @param at now
   */
  open(sessionId: number, { address, sink }: Peer, at: number): void {
    const { serverName, networkName, registrationTimeout } =
      this.network.settings;
    const session = new Session(
      sessionId,
      asHost(address),
      sink,
      at + registrationTimeout,
    );
    this.network.sessions.set(sessionId, session);
    const greeting =
      `*** Welcome to ${serverName} on the ${networkName} network. ` +
      "Tell me who you are with NICK and USER.";
    session.send(message(serverName, "NOTICE", ["*"], greeting));
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
    if (session !== undefined) route(this.network, session, line, at);
  }

  /**
   * A connection went away, or the shell cuts it off.
   *
   * @param sessionId which session; nothing happens if it has ended
   * @param reason why, as others see it
   * @param _at now
   */
  close(sessionId: number, reason: string, _at: number): void {
    const session = this.network.sessions.get(sessionId);
    if (session !== undefined) this.network.disconnect(session, reason);
  }

  /**
   * Time passed.
   *
   * @param at now
   */
  tick(at: number): void {
    keepalive(this.network, at);
  }
}
