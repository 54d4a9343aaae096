import { errorMessage } from "../irc/session/send.ts";
import type { SessionId } from "../irc/state/session_id.ts";
import type { Ticket } from "../net/admission.ts";
import type { LineConnection } from "../net/line_connection.ts";
import type { Bound } from "../net/place.ts";
import type { PassedConnections } from "../runtime/succession.ts";
import type { History } from "../store/history/history.ts";
import type { RecordStore } from "../store/record_store.ts";
import type { Clock } from "./clock.ts";
import type { EffectRunner } from "./effect_runner.ts";
import type { HandoverState, PassedSession } from "./handover_state.ts";
import { LINGER_MS } from "./leaving.ts";
import type { Sessions } from "./sessions.ts";

/** Milliseconds between two looks at whether those who cannot be handed over have gone. */
const LOOK_MS = 10;

/** What is handed over, and by whom. */
export interface HandoverMeans {
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly effects: EffectRunner;
  readonly store: RecordStore;
  readonly history: History;
}

/**
 * Hands all connections and the whole state over to the process that takes over.
 * Until that has them nothing is lost: all can go on here.
 */
export class Handover {
  /**
   * @param listeners where this process listens
   * @param reason why those are ended who cannot be handed over
   */
  constructor(
    readonly means: HandoverMeans,
    readonly listeners: readonly Bound[],
    readonly reason: string,
  ) {}

  /**
   * Has connects wait, and ends the connections that cannot be handed over: by
   * TLS and WebSocket. The others are served meanwhile.
   *
   * @throws {Error} if connects cannot wait
   */
  async prepare(): Promise<void> {
    if (!this.listeners.every((listener) => listener.hold())) {
      throw new Error("the connects cannot be held");
    }
    const { clock } = this.means;
    const until = clock.read() + LINGER_MS;
    while (this.#endOthers() && clock.read() < until) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  /** Stops everything. @returns what the other process must have */
  take(): PassedConnections {
    const { effects, history, sessions, store } = this.means;
    for (const connection of this.#all()) {
      if (connection.isPassable !== true) this.#drop(connection);
    }
    sessions.freeze();
    store.release();
    history.release();
    const fds: number[] = [];
    const passed: PassedSession[] = [];
    for (const connection of this.#all()) {
      if (connection.isPassable !== true) continue;
      const { connection: { remoteAddress: address }, id, ticket } = connection;
      const peer = sessions.strangers.get(id) ?? null;
      const { client, fd } = connection.detach();
      fds.push(fd);
      passed.push({ id, address, peer, place: this.#placeOf(ticket), client });
    }
    const state: HandoverState = {
      snapshot: sessions.core.snapshot(),
      sessions: passed,
      history: history.passing(),
      busyPlaces: sessions.door.busyPlaces,
      purses: sessions.door.purses,
      effects: effects.pending,
    };
    return { fds, state: JSON.stringify(state) };
  }

  /** All goes on here. */
  undo(): void {
    this.means.sessions.thaw();
    for (const listener of this.listeners) listener.release();
  }

  /** Ends a connection in order. */
  #letGo({ id, output }: LineConnection): void {
    this.#close(id);
    if (output.isClosing) return;
    output.write(errorMessage(this.reason));
    output.close();
  }

  #drop(connection: LineConnection): void {
    this.#close(connection.id);
    connection.abort();
  }

  #close(session: SessionId): void {
    const { clock, sessions } = this.means;
    const { reason } = this;
    sessions.apply({ kind: "close", at: clock.now(), session, reason });
  }

  #placeOf(ticket: Ticket): PassedSession["place"] {
    const place = this.means.sessions.door.placeOf(ticket);
    return place && { host: place.host, path: place.path, port: place.port };
  }

  #all(): LineConnection[] {
    return [...this.means.sessions.connections];
  }

  /** @returns true if some are left */
  #endOthers(): boolean {
    const { sessions } = this.means;
    const others = this.#all().filter(({ isPassable }) => !isPassable);
    for (const connection of others) {
      if (connection.isPassable === undefined) this.#letGo(connection);
    }
    return others.length > 0 || sessions.hasLeaving ||
      this.listeners.some(({ pending }) => pending > 0);
  }
}
