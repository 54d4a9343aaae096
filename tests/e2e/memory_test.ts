import { assert } from "@std/assert";
import { forEachProgram } from "../support/for_each.ts";
import { peakResidentBytes } from "../support/process_status.ts";
import { ServerProcess } from "../support/server_process.ts";
import type { SocketClient } from "../support/socket_client.ts";

const MB = 1024 * 1024;

/** What one connection may make the server keep, as the README says it; the runtimes take their time to give back. */
const MOST_BYTES = 128 * MB;

const CHANNELS = 100;
const ENTRIES = 100;
const LISTS = ["b", "e", "I", "g"];

/** Everything that one client can have kept, one line after the other. */
function* greed(): Generator<string> {
  for (let channel = 0; channel < CHANNELS; channel++) {
    const name = `#${"c".repeat(50)}${channel}`;
    yield `JOIN ${name}`;
    yield `TOPIC ${name} :${"t".repeat(380)}`;
    for (const letter of LISTS) {
      for (let entry = 0; entry < ENTRIES; entry += 2) {
        const [one, other] = [entry, entry + 1].map((number) =>
          letter === "g"
            ? `${"g".repeat(180)}${number}`
            : `${"n".repeat(20)}*!*${"u".repeat(10)}@${
              "h".repeat(140)
            }${number}`
        );
        yield `MODE ${name} +${letter}${letter} ${one} ${other}`;
      }
    }
    for (let key = 0; key < 20; key++) {
      yield `METADATA ${name} SET key${key} :${"v".repeat(250)}`;
    }
  }
  for (let number = 0; number < 1000; number++) {
    yield `MARKREAD #${
      "m".repeat(50)
    }${number} timestamp=2026-01-01T00:00:00.000Z`;
  }
  for (let number = 0; number < 100; number++) {
    yield `MONITOR + ${"n".repeat(25)}${number}`;
    yield `SILENCE +${"n".repeat(25)}${number}!*@*`;
  }
}

/** Reads and drops whatever comes. */
async function discard({ connection }: SocketClient): Promise<void> {
  const buffer = new Uint8Array(1 << 16);
  while (await connection.read(buffer) !== null);
}

async function writeAll(
  { connection }: SocketClient,
  bytes: Uint8Array,
): Promise<void> {
  for (let sent = 0; sent < bytes.length;) {
    sent += await connection.write(bytes.subarray(sent));
  }
}

const encode = (lines: Iterable<string>) =>
  new TextEncoder().encode([...lines].map((line) => `${line}\r\n`).join(""));

/** Asks for its longest lists, again and again, and reads nothing. */
function askWithoutReading(client: SocketClient): void {
  const name = `#${"c".repeat(50)}0`;
  const bytes = encode(Array<string>(2000).fill(`MODE ${name} b`));
  writeAll(client, bytes).catch(() => {});
}

forEachProgram(
  "one connection costs no more memory than the README says, whatever it tries",
  async (program) => {
    await using server = await ServerProcess.start(program);
    const watcher = await server.register("watcher");
    const greedy = await server.connect();
    await greedy.send(
      "CAP REQ :draft/metadata-3 draft/read-marker batch",
      "CAP END",
    );
    await greedy.register("greedy");
    const before = peakResidentBytes(server.pid);
    const reading = discard(greedy).catch(() => {});
    await writeAll(greedy, encode(greed()));
    await watcher.send("MONITOR + greedier");
    await watcher.until(/ 731 /);
    await writeAll(greedy, encode(["NICK greedier"]));
    await watcher.until(/ 730 /);
    const asking = await server.register("asking");
    await asking.send(`JOIN #${"c".repeat(50)}0`);
    await asking.send(`MODE #${"c".repeat(50)}0 b`);
    assert((await asking.settle()).length > ENTRIES, "the lists are full");
    askWithoutReading(asking);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await watcher.settle();
    const grown = peakResidentBytes(server.pid) - before;
    assert(grown < MOST_BYTES, `${Math.round(grown / MB)} MB`);
    greedy.close();
    await reading;
  },
);
