import type {
  Connection,
  ConnectionHandler,
  ListenerHandler,
} from "../runtime.ts";

/** How many bytes are read at once. Each connection has a buffer of its own. */
const READ_BYTES = 1024;

/** A connection on Deno. */
export class DenoConnection implements Connection {
  readonly remoteAddress: string;
  readonly transport = "tcp";
  readonly copiesOnWrite = false;
  #handler: ConnectionHandler | null = null;
  #readEnded = false;
  #writeEnded = false;
  #failure: string | null = null;
  #closed = false;
  #isPaused = false;
  #goOn: (() => void) | null = null;

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
    if (this.#handler === null) this.abort();
    else this.#read(this.#handler);
  }

  write(bytes: Uint8Array): boolean {
    this.#send(bytes);
    return false;
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#goOn?.();
    this.#goOn = null;
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
    this.resume();
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

  async #read(handler: ConnectionHandler): Promise<void> {
    try {
      await this.#readAll(handler);
    } catch (error) {
      this.#failure ??= reasonOf(error);
      this.abort();
    }
    this.#readEnded = true;
    handler.closed(this.#failure);
    if (this.#writeEnded) this.abort();
  }

  async #readAll(handler: ConnectionHandler): Promise<void> {
    const buffer = new Uint8Array(READ_BYTES);
    while (true) {
      const length = await this.connection.read(buffer);
      if (length === null) return;
      handler.data(buffer.subarray(0, length));
      if (this.#isPaused) {
        await new Promise<void>((resolve) => this.#goOn = resolve);
      }
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Deno.errors.ConnectionReset ||
      error instanceof Deno.errors.BrokenPipe
    ? "Connection reset by peer"
    : "Read error";
}
