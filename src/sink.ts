import type { Sink } from "./irc/session.ts";
import type { Transport } from "./runtime/runtime.ts";

/** What a sink tells the server. */
export interface SinkOwner {
  /** @param sink one that has something to flush at the end of the turn */
  dirty(sink: QueuedSink): void;
  /** @param sink one whose client does not read what it is sent */
  overflowed(sink: QueuedSink): void;
  /** @param sink one that is to end once everything is out */
  closing(sink: QueuedSink): void;
}

/** How many bytes go out before the turn ends: one turn can write more than may wait. */
const EARLY_FLUSH_BYTES = 64 * 1024;

/**
 * One client's output. What a turn of the event loop writes is gathered and
 * sent at once, and what the client does not read has a limit: past it, the
 * queue is dropped and the server is told to cut the client off.
 */
export class QueuedSink implements Sink {
  #queue: Uint8Array[] = [];
  #queued = 0;
  #inFlight = 0;
  #closing = false;
  #ended = false;

  /**
   * @param sessionId the session whose output it is
   * @param transport where the output goes
   * @param limit how many bytes may wait
   * @param owner who is told
   */
  constructor(
    readonly sessionId: number,
    readonly transport: Transport,
    readonly limit: number,
    readonly owner: SinkOwner,
  ) {}

  write(bytes: Uint8Array): void {
    if (this.#closing) return;
    if (this.#queued + this.#inFlight + bytes.length > this.limit) {
      this.#queue.length = 0;
      this.#queued = 0;
      this.owner.overflowed(this);
    }
    if (this.#queue.length === 0) this.owner.dirty(this);
    this.#queue.push(bytes);
    this.#queued += bytes.length;
    if (this.#queued >= EARLY_FLUSH_BYTES) this.flush();
  }

  close(): void {
    if (this.#closing) return;
    this.#closing = true;
    this.owner.closing(this);
    if (this.#queue.length === 0) this.owner.dirty(this);
  }

  /** Sends what has gathered, unless earlier output is still on its way. */
  flush(): void {
    if (this.#inFlight > 0) return;
    if (this.#queued > 0) {
      const chunks = this.#queue;
      const length = this.#queued;
      this.#queue = [];
      this.#queued = 0;
      if (!this.transport.write(chunks, length)) {
        this.#inFlight = length;
        return;
      }
    }
    if (!this.#closing || this.#ended) return;
    this.#ended = true;
    this.transport.end();
  }

  /** Goes on after {@linkcode flush} could not send everything at once. */
  drained(): void {
    this.#inFlight = 0;
    this.flush();
  }
}
