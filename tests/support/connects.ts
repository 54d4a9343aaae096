const GREETING = /^:irc\.localhost NOTICE \* :\*\*\* Welcome to /;

/** Connects again and again, and keeps what came of it. */
export class Connects {
  welcomed = 0;
  readonly faults: string[] = [];
  #isOver = false;
  readonly #all: Promise<void>[] = [];

  /** Begins to connect in one way, waits for the greeting, goes, and begins again. */
  start(open: () => Promise<Deno.Conn>): void {
    this.#all.push(this.#connect(open));
  }

  /** @returns a promise for the end of the last one */
  async stop(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#all);
  }

  async #connect(open: () => Promise<Deno.Conn>): Promise<void> {
    const buffer = new Uint8Array(1024);
    do {
      try {
        using connection = await open();
        const length = await connection.read(buffer) ?? 0;
        const text = new TextDecoder().decode(buffer.subarray(0, length));
        if (GREETING.test(text)) this.welcomed++;
        else this.faults.push(`not welcomed: ${text}`);
      } catch (error) {
        this.faults.push(String(error));
      }
    } while (!this.#isOver);
  }
}
