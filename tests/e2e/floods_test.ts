import { assert, assertEquals } from "@std/assert";
import { forEachProgram } from "../support/for_each.ts";
import { processorSeconds } from "../support/process_status.ts";
import { ServerProcess } from "../support/server_process.ts";
import type { SocketClient } from "../support/socket_client.ts";

const OTHERS = 275;
const FLOOD_BYTES = 4 * 1024 * 1024;

/** How long others may wait on however slow a machine; it was more than a minute. */
const PATIENCE_MS = 5000;

const hundred = Array.from({ length: 100 }, (_, n) => `#c${n}`).join();

/** What one client may say over and over again. */
const FLOODS: readonly (readonly string[])[] = [
  ["WHO *"],
  ["WHO *z*q*z*q*x*"],
  [`JOIN ${hundred}`, `PART ${hundred}`],
  ["NICK flooda", "NICK floodb"],
  ["PRIVMSG nobody :x"],
];

const END = "PING the-end-of-the-flood";

/** One client floods the server and reads whatever comes. */
class Flooder {
  /** True once it has the answer to the last line of its flood. */
  isAnswered = false;

  constructor(readonly client: SocketClient, lines: readonly string[]) {
    const part = lines.map((line) => `${line}\r\n`).join("");
    const count = Math.ceil(FLOOD_BYTES / part.length);
    const bytes = new TextEncoder().encode(`${part.repeat(count)}${END}\r\n`);
    this.#write(bytes).catch(() => {});
    this.#read().catch(() => {});
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (let sent = 0; sent < bytes.length;) {
      sent += await this.client.connection.write(bytes.subarray(sent));
    }
  }

  async #read(): Promise<void> {
    const buffer = new Uint8Array(1 << 16);
    const decoder = new TextDecoder();
    while (true) {
      const length = await this.client.connection.read(buffer);
      if (length === null) return;
      const text = decoder.decode(buffer.subarray(0, length));
      this.isAnswered ||= text.includes("the-end-of-the-flood");
    }
  }
}

async function inTime(what: string, work: Promise<unknown>): Promise<void> {
  const started = Date.now();
  await work;
  const took = Date.now() - started;
  assert(took < PATIENCE_MS, `${what}: ${took} ms`);
}

async function flood(
  server: ServerProcess,
  lines: readonly string[],
): Promise<Flooder> {
  const client = await server.register("flood");
  await client.send("JOIN #a");
  await client.settle();
  return new Flooder(client, lines);
}

forEachProgram(
  "others are served while one client floods, the flood ends with its sender, and signals are heard",
  async (program) => {
    await using server = await ServerProcess.start(program);
    for (let count = 0; count < OTHERS; count++) {
      await server.register(`other${count}`);
    }
    const mate = await server.register("mate");
    const asker = await server.register("asker");
    for (const lines of FLOODS) {
      const what = lines[0].slice(0, 20);
      await mate.send("JOIN #a");
      await mate.settle();
      const flooder = await flood(server, lines);
      for (let count = 0; count < 5; count++) {
        await inTime(`PONG in a flood of ${what}`, asker.settle());
      }
      assertEquals(flooder.isAnswered, false, `${what} is over too soon`);
      flooder.client.close();
      await inTime(`the end of ${what}`, mate.until(/^:flood\S* QUIT /));
      await mate.send("PART #a");
      await mate.settle();
      await assertIdle(server, what);
    }
    await flood(server, FLOODS[0]);
    await asker.settle();
    server.signal("SIGTERM");
    await inTime("SIGTERM in a flood", server.ended());
    assertEquals((await server.ended()).code, 0);
  },
);

/** What the flooder left is not carried out once it is gone: it would keep a core busy. */
async function assertIdle(server: ServerProcess, what: string): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const before = processorSeconds(server.pid);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const used = processorSeconds(server.pid) - before;
    if (used <= 0.1) return;
    assert(Date.now() < end, `still busy with ${what}`);
  }
}

const SMALL_QUEUE = "[server]\nport = 0\nreceive-queue = 4096\n";

forEachProgram(
  "flood control has who sends too fast wait, and cuts off who goes on",
  async (program) => {
    const file = await Deno.makeTempFile({ suffix: ".toml" });
    await Deno.writeTextFile(file, SMALL_QUEUE);
    await using server = await ServerProcess.start(program, {
      flags: ["--config", file],
    });
    await Deno.remove(file);
    const mate = await server.register("mate");
    await mate.send("JOIN #a");
    await mate.settle();
    await flood(server, ["PRIVMSG nobody :x"]);
    await mate.until(/^:flood!\S+ QUIT :Excess Flood$/);
  },
);
