import type { Sink } from "../irc/state/session.ts";
import type { SessionId } from "../irc/state/session_id.ts";
import type { Line } from "../irc/wire/outgoing.ts";
import type { Transport } from "../runtime/runtime.ts";

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
 * queue is dropped and the server is told to cut the client off. The answer to
 * a line of its own may go past it.
 */
export class QueuedSink implements Sink {
  #queue: (Uint8Array | string)[] = [];
  #queued = 0;
  #inFlight = 0;
  #closing = false;
  #ended = false;
  #answering = false;

  /**
   * @param sessionId the session whose output it is
   * @param transport where the output goes
   * @param limit how many bytes may wait
   * @param owner who is told
   */
  constructor(
    readonly sessionId: SessionId,
    readonly transport: Transport,
    readonly limit: number,
    readonly owner: SinkOwner,
  ) {}

  /** True once everything is out and the transport was told to end. */
  get ended(): boolean {
    return this.#ended;
  }

  /** True if more waits than may. */
  get isOver(): boolean {
    return this.#queued + this.#inFlight > this.limit;
  }

  /**
   * Lets the answer to one line be as long as it is: who asks is not cut off for
   * that, but for asking again without having read it.
   *
   * @param answering true while the line is carried out
   */
  answer(answering: boolean): void {
    this.#answering = answering;
  }

  write(outgoing: Line): void {
    if (this.#closing) return;
    const line = outgoing.encodedOrText;
    const waits = this.#queued + this.#inFlight + line.length;
    if (waits > this.limit && !this.#answering) {
      this.#queue.length = 0;
      this.#queued = 0;
      this.owner.overflowed(this);
    }
    if (this.#queue.length === 0) this.owner.dirty(this);
    this.#queue.push(line);
    this.#queued += line.length;
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
      const chunks = encode(this.#queue);
      const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
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

const encoder = new TextEncoder();

/** Encodes at once the texts that follow each other. */
function encode(queue: readonly (Uint8Array | string)[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  let text = "";
  for (const line of queue) {
    if (typeof line === "string") {
      text += line;
      continue;
    }
    if (text !== "") chunks.push(encoder.encode(text));
    text = "";
    chunks.push(line);
  }
  if (text !== "") chunks.push(encoder.encode(text));
  return chunks;
}
