import type {
  Connection,
  ConnectionHandler,
  LineSplitter,
} from "../runtime/runtime.ts";
import type { SessionId } from "../irc/state/session_id.ts";
import type { Ticket } from "./admission.ts";
import { ByteQueue } from "./byte_queue.ts";
import type { FloodBudget } from "./flood.ts";
import { LineAssembler } from "./line_assembler.ts";
import { fromBase64, type PassedClient, toBase64 } from "./passed_client.ts";
import {
  SendQueue,
  type SendQueueOptions,
  type SendQueueOwner,
} from "./send_queue.ts";
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

  /** True while nothing may go out: what it tells of is not on the disk yet. */
  readonly isHeld: boolean;

  /** It ends once everything is out, which must not take for ever. */
  closing(connection: LineConnection): void;

  /**
   * It is over. It is called once.
   *
   * @param failure why, for others to read; null if the client has closed it in order
   */
  closed(connection: LineConnection, failure: string | null): void;

  /** One of these has thrown: a fault of ours, which the connection does not outlive. This must not. */
  failed(connection: LineConnection, error: unknown): void;
}

/** What connections share. */
export interface LineConnectionOptions extends SendQueueOptions {
  readonly handler: LineHandler;
  readonly turns: Turns;
  readonly splitLines: LineSplitter;
  /** How many bytes of a client may wait that sends faster than it may */
  readonly receiveQueueBytes: number;
}

/**
 * How much is decoded at once: what is kept of a line, however little, keeps the
 * text of its whole piece in memory.
 */
const PIECE_BYTES = 4096;

/**
 * How much a runtime may bring of one whom flood control holds for, before the
 * pause takes effect: Bun reads on as long as there is something, and nobody who
 * means well has said as much.
 */
const MOST_UNREAD_BYTES = 1024 * 1024;

/** What a piece costs that completes no line, in tokens: to take it in is a fiftieth of the work. */
const TORN_PIECE_TOKENS = 0.02;

const NOTHING = new Uint8Array(0);

/** What is left of a connection that cannot be passed on. */
const GONE = { fd: -1, unread: NOTHING, unsent: NOTHING };

/** For the next who has begun no line; nobody has it while another one uses it. */
let spare: LineAssembler | null = null;

const NONE: string[] = [];
/** Stands for lines that are not there yet. */
const SPLITTING: string[] = [];

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
  /** What has the beginning of its next line; null while there is none. */
  #assembler: LineAssembler | null = null;
  /** What is not looked at yet. */
  #bytes: Uint8Array | null = null;
  /** What has come behind that. */
  #more: ByteQueue | null = null;
  /** Those that are not carried out yet, the next one last. */
  #lines = NONE;
  #isPaused = false;
  #state: "open" | "detached" | "over" = "open";
  /** What ends its wait for tokens; null while nothing of it waits, or has waited, for that. */
  #wait: ReturnType<typeof setTimeout> | "over" | null = null;
  #isHeldBack = false;

  /**
   * @param id what the handler knows it by
   * @param ticket its place
   * @param budget what it may have carried out; null for as much as it likes
   */
  constructor(
    readonly id: SessionId,
    connection: Connection,
    readonly options: LineConnectionOptions,
    readonly ticket: Ticket,
    public budget: FloodBudget | null = null,
  ) {
    super();
    this.output = new SendQueue(connection, this);
  }

  get connection(): Connection {
    return this.output.connection;
  }

  /** True while there are lines that have waited, or wait, because it says too much at once. */
  get isThrottled(): boolean {
    return this.#wait !== null;
  }

  /** True once its client is gone; what it was sent before may still be on its way. */
  get isOver(): boolean {
    return this.#state === "over";
  }

  /** True once its client is gone, and everything is out. */
  get hasGone(): boolean {
    return this.isOver && this.output.hasEnded;
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

  /** See {@linkcode Connection.isPassable}. */
  get isPassable(): boolean | undefined {
    const isBusy = this.output.isClosing || this.isOver ||
      this.#lines === SPLITTING;
    return isBusy ? false : this.connection.isPassable;
  }

  /**
   * Stops everything, so that another process can have it; it must be passable.
   *
   * @returns its descriptor, and all else that the other must know
   */
  detach(): { fd: number; client: PassedClient } {
    const { fd, unread, unsent } = this.connection.detach?.() ?? GONE;
    this.#state = "detached";
    this.#release();
    this.#keep(unread);
    const { budget, options, output } = this;
    const client = {
      lines: [...this.#lines].reverse(),
      rest: toBase64(this.#assembler?.rest ?? NOTHING),
      unread: toBase64(this.#bytes ?? NOTHING, ...this.#more?.pieces ?? []),
      unsent: toBase64(unsent, ...output.queued),
      othersUnsentBytes: output.othersBytes,
      budget: budget?.state(options.turns.readTime()) ?? null,
    };
    return { fd, client };
  }

  /** Goes on where another process has stopped, once it is attached. */
  restore(client: PassedClient): void {
    this.#state = "detached";
    this.#lines = [...client.lines].reverse();
    this.#assemble(fromBase64(client.rest));
    this.#keep(fromBase64(client.unread));
    this.output.restore(fromBase64(client.unsent), client.othersUnsentBytes);
    this.budget?.restore(client.budget, this.options.turns.readTime());
  }

  /** Goes on after {@linkcode detach} or {@linkcode restore}. */
  reattach(): void {
    if (this.#state === "detached") this.#state = "open";
    this.#isPaused = false;
    this.connection.reattach?.();
    this.flush();
    this.#setReading();
  }

  /** Ends it at once, whatever is not out yet. */
  abort(): void {
    this.output.drop();
    this.connection.abort();
  }

  data(bytes: Uint8Array): void {
    this.options.traffic.bytesReceived += bytes.length;
    if (this.isOver || this.output.isClosing) return;
    if (this.#bytes !== null) {
      this.#keep(bytes);
      if (this.#isHeld) this.#takeWhileHeld();
      else if (this.budget !== null) {
        this.#guard(() => this.#checkUnread(MOST_UNREAD_BYTES));
      }
      return;
    }
    this.#bytes = bytes;
    if (this.#isHeld) this.#takeWhileHeld();
    else if (!this.#hasLines) this.#goOn();
    // A runtime may use them again.
    this.#bytes = this.#bytes?.slice() ?? null;
  }

  drained(): void {
    this.#guard(() => {
      this.output.drained();
      this.#goOnIfMore();
    });
  }

  closed(failure: string | null): void {
    if (this.isOver) return;
    this.#state = "over";
    this.#forget();
    this.#release();
    this.#guard(() => this.options.handler.closed(this, failure));
  }

  flush(): void {
    if (this.#state === "detached") return;
    try {
      this.output.flush();
      this.#goOnIfMore();
    } catch (error) {
      this.#fail(error);
    }
  }

  step(): boolean {
    if (
      this.#isHeldBack || this.#state === "detached" ||
      this.output.isFull ||
      this.options.handler.isFull(this) ||
      this.#mustWait() || !this.#hasLines && !this.#readLines()
    ) {
      this.#setReading();
      return false;
    }
    this.options.traffic.linesReceived++;
    try {
      const cost = this.options.handler.line(this, this.#lines.pop() ?? "");
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
    this.options.handler.overflowed(this);
  }

  get isHeld(): boolean {
    return this.options.handler.isHeld;
  }

  closing(): void {
    this.#forget();
    this.#release();
    this.options.handler.closing(this);
    // Else it would not be seen to close.
    this.#setReading();
  }

  /** True until there is a token for the next line. */
  get #isHeld(): boolean {
    return this.#wait !== null && this.#wait !== "over";
  }

  get #hasLines(): boolean {
    return this.#lines.length > 0;
  }

  get #hasMore(): boolean {
    return this.#hasLines || this.#bytes !== null ||
      this.#lines === SPLITTING;
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
    this.#checkUnread(options.receiveQueueBytes);
    return true;
  }

  #goOnAfterWait(): void {
    this.#wait = "over";
    this.#guard(() => {
      this.#goOn();
      if (!this.#isHeld || !this.#isPaused) return;
      this.#isPaused = false;
      this.connection.resume();
    });
  }

  #takeWhileHeld(): void {
    this.#guard(() => this.#checkUnread(this.options.receiveQueueBytes));
    this.#setReading();
  }

  /** @param most how many bytes may be unread */
  #checkUnread(most: number): void {
    const bytes = (this.#bytes?.length ?? 0) + (this.#more?.length ?? 0);
    if (bytes > most) this.options.handler.flooded(this);
  }

  #release(): void {
    if (this.#wait === null || this.#wait === "over") return;
    clearTimeout(this.#wait);
    this.#wait = "over";
  }

  #setReading(): void {
    const isPaused = this.#hasMore;
    if (!isPaused && !this.#isHeld) this.#wait = null;
    if (
      isPaused === this.#isPaused || this.#state !== "open"
    ) return;
    this.#isPaused = isPaused;
    if (isPaused) this.connection.pause();
    else this.connection.resume();
  }

  /** @returns false if there are none, or not yet */
  #readLines(): boolean {
    while (this.#lines !== SPLITTING) {
      const piece = this.#nextPiece();
      if (piece === null) return false;
      const text = this.#assemble(piece);
      if (text !== null) this.#split(text);
      else this.budget?.spend(TORN_PIECE_TOKENS, this.options.turns.now);
      if (this.#hasLines) return true;
    }
    return false;
  }

  /** @returns the text up to the last end of a line, or null while there is none */
  #assemble(piece: Uint8Array): string | null {
    const assembler = this.#assembler ?? spare ?? new LineAssembler();
    this.#assembler = null;
    spare = null;
    const text = assembler.push(piece);
    if (assembler.isEmpty) spare = assembler;
    else this.#assembler = assembler;
    return text;
  }

  #nextPiece(): Uint8Array | null {
    const bytes = this.#bytes;
    if (bytes === null) return null;
    const isLast = bytes.length <= PIECE_BYTES;
    this.#bytes = isLast ? this.#nextBytes() : bytes.subarray(PIECE_BYTES);
    return isLast ? bytes : bytes.subarray(0, PIECE_BYTES);
  }

  #nextBytes(): Uint8Array | null {
    const bytes = this.#more?.shift() ?? null;
    if (bytes === null) this.#more = null;
    return bytes;
  }

  #split(text: string): void {
    let isLater = false;
    this.#lines = SPLITTING;
    this.options.splitLines(text, (lines) => {
      this.#lines = this.isOver || this.output.isClosing
        ? NONE
        : lines.reverse();
      if (this.isOver) return;
      if (isLater) this.#goOn();
    });
    isLater = true;
  }

  /** Keeps bytes behind those that are not looked at yet. */
  #keep(more: Uint8Array): void {
    if (more.length === 0) return;
    if (this.#bytes === null) this.#bytes = more;
    else (this.#more ??= new ByteQueue()).push(more);
  }

  #forget(): void {
    this.#bytes = null;
    this.#more = null;
    this.#lines = NONE;
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
    this.options.handler.failed(this, error);
    this.abort();
  }
}
