import type {
  Connection,
  ConnectionHandler,
  LineSplitter,
} from "../runtime/runtime.ts";
import type { SessionId } from "../irc/state/session_id.ts";
import { ByteQueue } from "./byte_queue.ts";
import type { FloodBudget } from "./flood.ts";
import { LineAssembler } from "./line_assembler.ts";
import { SendQueue, type SendQueueOwner } from "./send_queue.ts";
import type { Traffic } from "./traffic.ts";
import { type Turns, TurnTaker } from "./turns.ts";

/** Who hears of the clients' lines. */
export interface LineHandler {
  /**
   * @param text the line without LF or CR LF; of one over the limit just enough to see that it is
   * @returns what it has cost, in the tokens of flood control
   */
  line(from: LineConnection, text: string): number;

  /** It goes on sending while its lines wait, and has filled its receive queue: it is to be cut off. */
  flooded(connection: LineConnection): void;

  /** True while it takes no more lines of this one, which then must wait. What it sends next ends that. */
  isFull(from: LineConnection): boolean;

  /** More waits of what others send the client than may: it is to be cut off. */
  overflowed(connection: LineConnection): void;

  /** It ends once everything is out, which must not take for ever. */
  closing(connection: LineConnection): void;

  /**
   * It is over. It is called once.
   *
   * @param reason why, for others to read
   */
  closed(connection: LineConnection, reason: string): void;

  /** One of these has thrown: a fault of ours, which the connection does not outlive. This must not. */
  failed(connection: LineConnection, error: unknown): void;
}

/** What connections share. */
export interface LineConnectionOptions {
  readonly turns: Turns;
  readonly splitLines: LineSplitter;
  /** Counts what they carry */
  readonly traffic: Traffic;
  /** How many bytes may wait for a client */
  readonly sendQueueBytes: number;
  /** How many bytes of a client may wait that sends faster than it may */
  readonly receiveQueueBytes: number;
}

/**
 * How much is decoded at once: what is kept of a line, however little, keeps the
 * text of its whole piece in memory.
 */
const PIECE_BYTES = 4096;

/** What a piece costs that completes no line, in tokens: to take it in is a fiftieth of the work. */
const TORN_PIECE_TOKENS = 0.02;

const NONE: readonly string[] = [];

/**
 * A client's connection: the bytes that the runtime brings become lines, the
 * lines that the server writes become bytes. Its socket is not read while lines
 * of it wait: for their turn, until the client has read what it asked for, or
 * until the server has answered what it asked before, or because it says too
 * much at once. What it left unread when it is gone is dropped.
 *
 * While it is flood control that makes it wait, one more piece is read whenever
 * a line was carried out: who sends more than that fills its receive queue, and
 * is cut off.
 */
export class LineConnection extends TurnTaker
  implements ConnectionHandler, SendQueueOwner {
  /** The client's output. */
  readonly output: SendQueue;
  readonly #assembler = new LineAssembler();
  /** What is not looked at yet. */
  readonly #bytes = new ByteQueue();
  /** Those from the index on are not carried out yet. */
  #lines = NONE;
  #nextLine = 0;
  #isSplitting = false;
  #isPaused = false;
  #isClosing = false;
  #isOver = false;
  #isAborted = false;
  /** What ends its wait for tokens; null while it need not wait. */
  #wait: ReturnType<typeof setTimeout> | null = null;
  #isThrottled = false;
  #isHeldBack = false;

  /**
   * @param id what the handler knows it by
   * @param budget what it may have carried out; null for as much as it likes
   */
  constructor(
    readonly id: SessionId,
    readonly connection: Connection,
    readonly options: LineConnectionOptions,
    readonly handler: LineHandler,
    public budget: FloodBudget | null = null,
  ) {
    super();
    const { sendQueueBytes, traffic } = options;
    this.output = new SendQueue(connection, sendQueueBytes, this, traffic);
  }

  /** True while there are lines that have waited, or wait, because it says too much at once. */
  get isThrottled(): boolean {
    return this.#isThrottled;
  }

  /** Has all that it says wait until it is let in. */
  holdBack(): void {
    this.#isHeldBack = true;
  }

  /** Carries out what it has said meanwhile. */
  letIn(): void {
    this.#isHeldBack = false;
    this.#guard(() => this.#goOnIfMore());
  }

  /** Ends it at once, whatever is not out yet. */
  abort(): void {
    this.#isAborted = true;
    this.connection.abort();
  }

  data(bytes: Uint8Array): void {
    this.options.traffic.bytesReceived += bytes.length;
    if (this.#isOver || this.#isClosing) return;
    if (this.#bytes.length > 0) {
      this.#bytes.push(bytes);
      if (this.#isHeld) this.#takeWhileHeld();
      return;
    }
    this.#bytes.lend(bytes);
    if (this.#isHeld) this.#takeWhileHeld();
    else if (!this.#hasLines) this.#goOn();
    // A runtime may use them again.
    this.#bytes.own();
  }

  drained(): void {
    this.#guard(() => {
      this.output.drained();
      this.#goOnIfMore();
    });
  }

  closed(reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#forget();
    this.#release();
    this.#guard(() => this.handler.closed(this, reason));
  }

  flush(): void {
    // Who sends no more may still read.
    if (this.#isAborted) return;
    try {
      this.output.flush();
      this.#goOnIfMore();
    } catch (error) {
      this.#fail(error);
    }
  }

  step(): boolean {
    if (
      this.#isHeldBack || this.output.isFull || this.handler.isFull(this) ||
      this.#mustWait() || !this.#hasLines && !this.#readLines()
    ) {
      this.#setReading();
      return false;
    }
    this.options.traffic.linesReceived++;
    try {
      const cost = this.handler.line(this, this.#lines[this.#nextLine++]);
      this.budget?.spend(cost, this.options.turns.now);
    } catch (error) {
      this.#fail(error);
    }
    if (this.#hasMore) return true;
    this.#setReading();
    return false;
  }

  dirty(): void {
    this.options.turns.flushLater(this);
  }

  overflowed(): void {
    this.handler.overflowed(this);
  }

  closing(): void {
    this.#isClosing = true;
    this.#forget();
    this.#release();
    this.handler.closing(this);
    // Else it would not be seen to close.
    this.#setReading();
  }

  /** True until there is a token for the next line. */
  get #isHeld(): boolean {
    return this.#wait !== null;
  }

  get #hasLines(): boolean {
    return this.#nextLine < this.#lines.length;
  }

  get #hasMore(): boolean {
    return this.#hasLines || this.#bytes.length > 0 || this.#isSplitting;
  }

  /** There may be room now for the answers to lines that wait. */
  #goOnIfMore(): void {
    if (this.#hasMore) this.#goOn();
  }

  #goOn(): void {
    this.options.turns.serve(this);
    this.#setReading();
  }

  /** Has it wait if it owes tokens. What has come meanwhile is not carried out before. */
  #mustWait(): boolean {
    if (this.#isHeld) return true;
    const { budget, options } = this;
    if (budget === null || !this.#hasMore) return false;
    const waitMs = budget.waitMs(options.turns.now);
    if (waitMs === 0) return false;
    this.#wait = setTimeout(() => this.#goOnAfterWait(), waitMs);
    this.#isThrottled = true;
    this.#checkReceiveQueue();
    return true;
  }

  #goOnAfterWait(): void {
    this.#wait = null;
    this.#guard(() => {
      this.#goOn();
      if (!this.#isHeld || !this.#isPaused) return;
      this.#isPaused = false;
      this.connection.resume();
    });
  }

  #takeWhileHeld(): void {
    this.#guard(() => this.#checkReceiveQueue());
    this.#setReading();
  }

  #checkReceiveQueue(): void {
    const { receiveQueueBytes } = this.options;
    if (this.#bytes.length > receiveQueueBytes) this.handler.flooded(this);
  }

  #release(): void {
    if (this.#wait !== null) clearTimeout(this.#wait);
    this.#wait = null;
  }

  #setReading(): void {
    const isPaused = this.#hasMore;
    if (!isPaused) this.#isThrottled = false;
    if (isPaused === this.#isPaused || this.#isOver) return;
    this.#isPaused = isPaused;
    if (isPaused) this.connection.pause();
    else this.connection.resume();
  }

  /** @returns false if there are none, or not yet */
  #readLines(): boolean {
    while (!this.#isSplitting) {
      const piece = this.#bytes.take(PIECE_BYTES);
      if (piece === null) return false;
      const text = this.#assembler.push(piece);
      if (text !== null) this.#split(text);
      else this.budget?.spend(TORN_PIECE_TOKENS, this.options.turns.now);
      if (this.#hasLines) return true;
    }
    return false;
  }

  #split(text: string): void {
    let isLater = false;
    this.#isSplitting = true;
    this.options.splitLines(text, (lines) => {
      this.#isSplitting = false;
      if (this.#isOver) return;
      this.#lines = this.#isClosing ? NONE : lines;
      this.#nextLine = 0;
      if (isLater) this.#goOn();
    });
    isLater = true;
  }

  #forget(): void {
    this.#bytes.clear();
    this.#lines = NONE;
    this.#nextLine = 0;
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#forget();
    this.handler.failed(this, error);
    this.abort();
  }
}
