import type { Effect } from "../irc/effects.ts";
import type { Peer } from "../irc/inputs.ts";
import { type Snapshot, SNAPSHOT_VERSION } from "../irc/snapshot.ts";
import type { SessionId } from "../irc/state/session_id.ts";
import type { Admission } from "../net/admission.ts";
import type { PassedSocket } from "../runtime/succession.ts";
import type { PassedEvent } from "../store/history/history.ts";
import type { PassedClient } from "../net/passed_client.ts";
import type { PassedPurse } from "../net/purses.ts";

/** The version of what {@linkcode HandoverState} has beside the snapshot. */
const VERSION = 3;

/** What both processes must understand for connections to be handed over. */
export const HANDOVER_FORMAT = `${VERSION}.${SNAPSHOT_VERSION}`;

/** A connection that goes from one process to the next. */
export interface PassedSession {
  readonly id: SessionId;
  /** The address it comes from, as the runtime told it */
  readonly address: string;
  /** Where it comes from, if the core does not know of it yet; else null */
  readonly peer: Peer | null;
  /** Where it was accepted, if that has limits of its own; else null */
  readonly place: Pick<PassedSocket, "host" | "path" | "port"> | null;
  readonly client: PassedClient;
}

/** All that one process passes on to the next beside descriptors. */
export interface HandoverState {
  readonly snapshot: Snapshot;
  /** In the order of their descriptors */
  readonly sessions: readonly PassedSession[];
  /** What was said that is in no file */
  readonly history: readonly PassedEvent[];
  readonly busyPlaces: Admission["busyPlaces"];
  readonly purses: readonly PassedPurse[];
  /** What the core has asked for, and has no answer to */
  readonly effects: readonly Effect[];
}
