import { LineAssembler } from "../../net/line_assembler.ts";
import type { Transport, TransportHandler } from "../runtime.ts";
import type { BunSocket } from "./bun_api.ts";

/** Where a turn's lines are joined: the system copies them before the next use. */
const scratch = new Uint8Array(64 * 1024);

/**
 * How much is decoded at once: what is kept of a line, however little, keeps the
 * text of its whole piece in memory.
 */
const PIECE_BYTES = 4096;

/** A connection on Bun. */
export class BunTransport implements Transport {
  readonly remoteAddress: string;
  readonly #assembler = new LineAssembler();
  #handler: TransportHandler | null = null;
  #unsent: Uint8Array | null = null;
  #readEnded = false;
  #writeEnded = false;
  #writeFailed = false;

  /** @param socket what was accepted */
  constructor(readonly socket: BunSocket<BunTransport>) {
    this.remoteAddress = socket.remoteAddress ?? "";
  }

  /** @param handler who is told of the connection */
  start(handler: TransportHandler): void {
    this.#handler = handler;
  }

  write(chunks: readonly Uint8Array[], length: number): boolean {
    const bytes = chunks.length === 1 ? chunks[0] : join(chunks, length);
    const sent = this.socket.write(bytes);
    if (sent < 0) this.#writeFailed = true;
    if (sent < 0 || sent === length) return true;
    this.#unsent = bytes.slice(sent);
    return false;
  }

  end(): void {
    this.#writeEnded = true;
    if (this.#readEnded) this.socket.end();
    else this.socket.shutdown();
  }

  abort(): void {
    this.socket.terminate();
  }

  /** @param chunk bytes that came */
  receive(chunk: Uint8Array): void {
    if (chunk.length <= PIECE_BYTES) return this.#receivePiece(chunk);
    for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
      this.#receivePiece(chunk.subarray(start, start + PIECE_BYTES));
    }
  }

  #receivePiece(chunk: Uint8Array): void {
    const text = this.#assembler.push(chunk);
    if (text === null) return;
    let start = 0;
    let end = text.indexOf("\n");
    while (end !== -1) {
      const last = text.charCodeAt(end - 1) === 0x0d && end > start
        ? end - 1
        : end;
      this.#handler?.line(text.slice(start, last));
      start = end + 1;
      end = text.indexOf("\n", start);
    }
  }

  /** The system takes more. */
  drain(): void {
    if (this.#unsent === null) return;
    const sent = this.socket.write(this.#unsent);
    if (sent < 0) this.#writeFailed = true;
    if (sent >= 0 && sent < this.#unsent.length) {
      this.#unsent = this.#unsent.subarray(sent);
      return;
    }
    this.#unsent = null;
    this.#handler?.drained();
  }

  /**
   * Nothing more will come.
   *
   * @param error what ended it, if the client did not close it in order
   */
  readEnded(error?: Error): void {
    if (this.#readEnded) return;
    this.#readEnded = true;
    this.#handler?.closed(
      error || this.#writeFailed
        ? "Connection reset by peer"
        : "Connection closed",
    );
    if (this.#writeEnded) this.socket.end();
  }
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const joined = length <= scratch.length
    ? scratch.subarray(0, length)
    : new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    joined.set(chunk, offset);
    offset += chunk.length;
  }
  return joined;
}
