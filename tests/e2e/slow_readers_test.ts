import { assert, assertEquals, assertMatch } from "@std/assert";
import { forEachServer } from "../support/for_each.ts";
import { peakResidentBytes } from "../support/process_status.ts";
import type { SocketClient } from "../support/socket_client.ts";

const MEBIBYTE = 1024 * 1024;

/** Far more than the system and the server together keep for one client. */
const FLOOD_BYTES = 24 * MEBIBYTE;

/** What the garbage of a flood may take until it is collected. */
const SPARE_BYTES = 96 * MEBIBYTE;

/** A write that takes so long waits for the server to read. */
const HELD_MS = 1000;

const TEXT = "x".repeat(400);
const SLOW_QUIT = ":slow!~slow@127.0.0.1 QUIT :SendQ exceeded";

forEachServer(
  "a client that does not read is cut off, and the others get every message",
  async (server) => {
    const [sender, , mate] = await server.channel(
      "#a",
      "sender",
      "slow",
      "mate",
    );
    const messages = Math.ceil(FLOOD_BYTES / TEXT.length);
    const [heard] = await Promise.all([hear(mate), flood(sender, messages)]);
    assertEquals(heard, { messages, others: [SLOW_QUIT] });
    await mate.send("NAMES #a");
    assertEquals(
      await mate.line(),
      ":irc.localhost 353 mate = #a :@sender mate",
    );
  },
);

forEachServer(
  "a client that asks and asks, and never reads, is not read either; others are served",
  async (server) => {
    const [slow, mate] = await server.channel("#a", "slow", "mate");
    const before = peakResidentBytes(server.pid);
    await askUntilHeld(slow);
    const asked = Date.now();
    assertEquals(await mate.settle(), []);
    const waited = Date.now() - asked;
    assert(waited < 1000, `PONG came after ${waited} ms`);
    const grown = peakResidentBytes(server.pid) - before;
    assert(grown < SPARE_BYTES, `memory grew by ${grown} bytes`);
    slow.close();
    assertMatch(await mate.line(), /^:slow!~slow@127\.0\.0\.1 QUIT :/);
  },
);

forEachServer(
  "a burst of one client does not cut off the others, who read",
  async (server) => {
    const channels = "#a,#b,#c,#d";
    const talkative = "n".repeat(30);
    const [sender, mate] = await server.channel(channels, talkative, "mate");
    const count = 20_000;
    const burst = `PRIVMSG ${channels} :x\r\n`.repeat(count);
    const sending = sender.write(`${burst}PRIVMSG #a :end\r\n`);
    const heard = await mate.until(/:end$/);
    await sending;
    assertEquals(heard.length, 4 * count + 1);
  },
);

async function flood(sender: SocketClient, messages: number): Promise<void> {
  const batch = 500;
  for (let first = 0; first < messages; first += batch) {
    const lines: string[] = [];
    for (let n = first; n < Math.min(first + batch, messages); n++) {
      lines.push(`PRIVMSG #a :${n} ${TEXT}`);
    }
    await sender.send(...lines);
  }
  await sender.send("PRIVMSG #a :end");
}

/** Checks that the messages come in order, none left out. */
async function hear(
  client: SocketClient,
): Promise<{ messages: number; others: string[] }> {
  let messages = 0;
  const others: string[] = [];
  while (true) {
    const line = await client.line();
    const [, command, , number] = line.split(" ", 4);
    if (number === ":end") return { messages, others };
    if (command !== "PRIVMSG") others.push(line);
    else assertEquals(number, `:${messages++}`);
  }
}

/** Asks until the socket takes nothing more for a while. */
async function askUntilHeld(client: SocketClient): Promise<void> {
  const questions = new TextEncoder().encode(`PING ${TEXT}\r\n`.repeat(500));
  while (true) {
    const writing = client.connection.write(questions).catch(() => {});
    const isHeld = Promise.withResolvers<"held">();
    const timer = setTimeout(() => isHeld.resolve("held"), HELD_MS);
    const outcome = await Promise.race([writing, isHeld.promise]);
    clearTimeout(timer);
    if (outcome === "held") return;
  }
}
