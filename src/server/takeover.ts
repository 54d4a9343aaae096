import { Core } from "../irc/core.ts";
import type { Archive } from "../irc/state/archive.ts";
import type { Effect } from "../irc/effects.ts";
import { isAt, type ListenAt } from "../net/place.ts";
import type {
  Connection,
  ConnectionHandler,
  Runtime,
} from "../runtime/runtime.ts";
import type { PassedConnections } from "../runtime/succession.ts";
import type { PassedEvent } from "../store/history/history.ts";
import type { HandoverState, PassedSession } from "./handover_state.ts";
import type { Sessions } from "./sessions.ts";

/** Goes on with what another process has handed over. */
export class Takeover {
  readonly #fds: readonly number[];
  readonly #state: HandoverState;

  /** @throws {Error} if it is not whole */
  constructor({ fds, state }: PassedConnections) {
    this.#fds = fds;
    this.#state = JSON.parse(state);
    if (fds.length !== this.#state.sessions.length) {
      throw new Error("the running server has not passed all connections");
    }
  }

  /** The core as it was. */
  restoreCore(archive: Archive): Core {
    return Core.restore(this.#state.snapshot, archive);
  }

  /** What was said that is in no file. */
  get history(): readonly PassedEvent[] {
    return this.#state.history;
  }

  /** What the core has asked for, and nobody is at work on. */
  get effects(): readonly Effect[] {
    return this.#state.effects;
  }

  /** Has all connections: they are detached. */
  async adopt(
    sessions: Sessions,
    runtime: Runtime,
    places: readonly ListenAt[],
  ): Promise<void> {
    const { busyPlaces, purses, sessions: passed } = this.#state;
    sessions.door.busyPlaces = busyPlaces;
    sessions.door.purses = purses;
    for (const [index, session] of passed.entries()) {
      await runtime.adopt(
        this.#fds[index],
        session.address,
        (connection) => adopt(sessions, session, connection, places),
      );
    }
    endMissing(sessions);
  }
}

function adopt(
  sessions: Sessions,
  { address, client, id, peer, place }: PassedSession,
  connection: Connection,
  places: readonly ListenAt[],
): ConnectionHandler {
  const accepted = places.find((each) => place !== null && isAt(place, each));
  const ticket = sessions.door.adopt(id, address, accepted);
  const adopted = sessions.enter(id, connection, ticket);
  adopted.restore(client);
  if (peer === null) sessions.core.attach(id, adopted.output);
  else sessions.findOut(adopted, peer);
  return adopted;
}

/** Ends the sessions whose connections are broken. */
function endMissing(sessions: Sessions): void {
  const reason = "Connection closed";
  for (const session of [...sessions.core.network.sessions.keys()]) {
    if (sessions.addressOf(session) !== null) continue;
    const at = sessions.clock.now();
    sessions.apply({ kind: "close", at, session, reason });
  }
}
