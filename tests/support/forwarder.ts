/** What a forwarder does to what a client sends. */
export interface ForwardOptions {
  /** What stands before all else, in one piece with what comes first */
  readonly prefix?: Uint8Array;
  /** True to send each byte by itself */
  readonly isTorn?: boolean;
}

/** Passes connections on to a port of loopback, or a Unix socket, and changes how bytes arrive there. */
export class Forwarder implements Disposable {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #open = new Set<Deno.Conn>();
  #isClosed = false;

  constructor(
    readonly target: number | string,
    readonly options: ForwardOptions = {},
  ) {
    this.#run();
  }

  /** Where it listens. */
  get port(): number {
    return this.#listener.addr.port;
  }

  /** Cuts everything that goes through it. */
  [Symbol.dispose](): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#listener.close();
    for (const connection of this.#open) this.#close(connection);
  }

  async #run(): Promise<void> {
    try {
      for await (const client of this.#listener) this.#forward(client);
    } catch { /* It is closed. */ }
  }

  async #forward(client: Deno.Conn): Promise<void> {
    const server = await connect(this.target);
    this.#open.add(client).add(server);
    const { isTorn = false, prefix = new Uint8Array(0) } = this.options;
    let before = prefix;
    const up = this.#pass(client, async (bytes) => {
      const all = Uint8Array.of(...before, ...bytes);
      before = new Uint8Array(0);
      const size = isTorn ? 1 : all.length;
      for (let at = 0; at < all.length; at += size) {
        await write(server, all.subarray(at, at + size));
      }
    });
    const down = this.#pass(server, (bytes) => write(client, bytes));
    await Promise.allSettled([
      up.then(() => server.closeWrite()),
      down.then(() => client.closeWrite()),
    ]);
    this.#close(client);
    this.#close(server);
  }

  async #pass(
    from: Deno.Conn,
    to: (bytes: Uint8Array) => Promise<void>,
  ): Promise<void> {
    const buffer = new Uint8Array(16 * 1024);
    while (true) {
      const length = await from.read(buffer);
      if (length === null) return;
      await to(buffer.subarray(0, length));
    }
  }

  #close(connection: Deno.Conn): void {
    if (!this.#open.delete(connection)) return;
    connection.close();
  }
}

async function write(to: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let sent = 0; sent < bytes.length;) {
    sent += await to.write(bytes.subarray(sent));
  }
}

async function connect(target: number | string): Promise<Deno.Conn> {
  if (typeof target === "string") {
    return await Deno.connect({ transport: "unix", path: target });
  }
  const hostname = "127.0.0.1";
  const connection = await Deno.connect({ hostname, port: target });
  connection.setNoDelay();
  return connection;
}
