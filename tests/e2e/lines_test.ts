import { assert, assertEquals } from "@std/assert";
import { forEachServer } from "../support/for_each.ts";
import { peakResidentBytes } from "../support/process_status.ts";

const MEBIBYTE = 1024 * 1024;
const TOO_LONG = ":irc.localhost 417 alice :Input line was too long";

forEachServer("a line may arrive in halves", async (server) => {
  const alice = await server.register("alice");
  await alice.write("PING fir");
  const bob = await server.register("bob");
  assertEquals(await bob.settle(), []);
  await alice.write("st\r");
  await bob.settle();
  await alice.write("\nPING second\r\nPI");
  assertEquals(await alice.line(), pong("first"));
  assertEquals(await alice.line(), pong("second"));
  await alice.write("NG third\r\n");
  assertEquals(await alice.line(), pong("third"));
});

forEachServer("a line may arrive one byte at a time", async (server) => {
  const client = await server.connect();
  await client.line();
  for (const letter of "NICK alice\r\nUSER alice 0 * :Alice\r\n") {
    await client.write(letter);
  }
  assertEquals((await client.line()).split(" ")[1], "001");
});

forEachServer(
  "many commands in one write are all carried out, in order",
  async (server) => {
    const client = await server.register("alice");
    const tokens = Array.from({ length: 5000 }, (_, index) => `t${index}`);
    await client.send(...tokens.map((token) => `PING ${token}`));
    const answers = await client.until(/ :t4999$/);
    assertEquals(answers, tokens.map(pong));
  },
);

forEachServer(
  "a whole session may arrive in one write",
  async (server) => {
    const client = await server.connect();
    await client.send(
      "CAP LS 302",
      "NICK alice",
      "USER alice 0 * :Alice",
      "CAP END",
      "JOIN #a",
      "PRIVMSG alice :to myself",
      "QUIT :that was it",
    );
    const lines = await client.remaining();
    assertEquals(lines.slice(-3), [
      ":irc.localhost 366 alice #a :End of /NAMES list",
      ":alice!~alice@127.0.0.1 PRIVMSG alice :to myself",
      "ERROR :Closing link: alice[127.0.0.1] (Quit: that was it)",
    ]);
  },
);

forEachServer("a line ends with LF, with or without CR", async (server) => {
  const client = await server.register("alice");
  await client.write("PING one\nPING two\r\nPING three\n\n\r\nPING four\n");
  assertEquals(
    await client.until(/four/),
    ["one", "two", "three", "four"].map(pong),
  );
});

forEachServer(
  "a line of 512 bytes is carried out, one of 513 is answered with 417",
  async (server) => {
    const client = await server.register("alice");
    const longest = "x".repeat(512 - "PING \r\n".length);
    await client.send(`PING ${longest}`, `PING ${longest}x`, "PING after");
    assertEquals((await client.line()).split(" ")[1], "PONG");
    assertEquals(await client.line(), TOO_LONG);
    assertEquals(await client.line(), pong("after"));
  },
);

forEachServer(
  "100 KB without LF are answered with one 417, and the session goes on",
  async (server) => {
    const client = await server.register("alice");
    const piece = "x".repeat(10_000);
    for (let sent = 0; sent < 100_000; sent += piece.length) {
      await client.write(piece);
    }
    await client.write("\r\nPING after\r\n");
    assertEquals(await client.line(), TOO_LONG);
    assertEquals(await client.line(), pong("after"));
  },
);

forEachServer(
  "a line without end does not fill the memory",
  async (server) => {
    const client = await server.register("alice");
    const before = peakResidentBytes(server.pid);
    const piece = new Uint8Array(MEBIBYTE).fill(0x78);
    for (let sent = 0; sent < 128; sent++) await client.write(piece);
    await client.send("", "PING after");
    assertEquals(await client.line(), TOO_LONG);
    assertEquals(await client.line(), pong("after"));
    const grown = peakResidentBytes(server.pid) - before;
    assert(grown < 96 * MEBIBYTE, `memory grew by ${grown} bytes`);
  },
);

forEachServer(
  "tags of up to 4096 bytes are taken, more are answered with 417",
  async (server) => {
    const client = await server.register("alice");
    const longest = `@${"t".repeat(4096 - 2)} `;
    await client.send(`${longest}PING tagged`);
    assertEquals(await client.line(), pong("tagged"));
    await client.send(`${longest.replace("t", "tt")}PING tagged`);
    assertEquals(await client.line(), TOO_LONG);
  },
);

function pong(token: string): string {
  return `:irc.localhost PONG irc.localhost :${token}`;
}
