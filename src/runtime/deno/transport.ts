import { TextLineStream } from "@std/streams/text-line-stream";
import { LineAssembler } from "../../net/line_assembler.ts";
import type {
  ListenerHandler,
  Transport,
  TransportHandler,
} from "../runtime.ts";

/** How many bytes are read at once. Each connection has a buffer of its own. */
const READ_BYTES = 1024;

/** A connection on Deno. */
export class DenoTransport implements Transport {
  readonly remoteAddress: string;
  #handler: TransportHandler | null = null;
  #readEnded = false;
  #writeEnded = false;
  #failure: string | null = null;
  #closed = false;

  /** @param connection what was accepted */
  constructor(readonly connection: Deno.TcpConn) {
    this.remoteAddress = connection.remoteAddr.hostname;
  }

  /**
   * Begins to read.
   *
   * @param handler who is told
   */
  start(handler: ListenerHandler): void {
    this.connection.setNoDelay();
    this.#handler = handler.accept(this);
    this.#read(this.#handler);
  }

  write(chunks: readonly Uint8Array[], length: number): boolean {
    this.#send(chunks.length === 1 ? chunks[0] : join(chunks, length));
    return false;
  }

  end(): void {
    this.#writeEnded = true;
    if (this.#readEnded) return this.abort();
    this.connection.closeWrite().catch(() => this.abort());
  }

  abort(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.connection.close();
  }

  async #send(bytes: Uint8Array): Promise<void> {
    try {
      let sent = await this.connection.write(bytes);
      while (sent < bytes.length) {
        sent += await this.connection.write(bytes.subarray(sent));
      }
    } catch (error) {
      this.#failure ??= reasonOf(error);
      // The read loop ends with it, and says so.
      return this.abort();
    }
    this.#handler?.drained();
  }

  async #read(handler: TransportHandler): Promise<void> {
    try {
      await this.#readLines(handler);
    } catch (error) {
      this.#failure ??= reasonOf(error);
      this.abort();
    }
    this.#readEnded = true;
    handler.closed(this.#failure ?? "Connection closed");
    if (this.#writeEnded) this.abort();
  }

  /** `pipeThrough` would cost a client 70 KB and half of the speed. */
  async #readLines(handler: TransportHandler): Promise<void> {
    const buffer = new Uint8Array(READ_BYTES);
    const assembler = new LineAssembler();
    const stream: TransformStream<string, string> = new TextLineStream();
    const writer = stream.writable.getWriter();
    const reader = stream.readable.getReader();
    while (true) {
      const length = await this.connection.read(buffer);
      if (length === null) return;
      const text = assembler.push(buffer.subarray(0, length));
      if (text === null) continue;
      const written = writer.write(text);
      for (let lines = countLines(text); lines > 0; lines--) {
        const { value } = await reader.read();
        if (value !== undefined) handler.line(value);
      }
      await written;
    }
  }
}

function countLines(text: string): number {
  let count = 0;
  let at = text.indexOf("\n");
  while (at !== -1) {
    count++;
    at = text.indexOf("\n", at + 1);
  }
  return count;
}

function reasonOf(error: unknown): string {
  return error instanceof Deno.errors.ConnectionReset ||
      error instanceof Deno.errors.BrokenPipe
    ? "Connection reset by peer"
    : "Read error";
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const joined = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    joined.set(chunk, offset);
    offset += chunk.length;
  }
  return joined;
}
