import { assertEquals } from "@std/assert";
import { forEachServer } from "../support/for_each.ts";
import type { ServerProcess } from "../support/server_process.ts";

const encoder = new TextEncoder();

// A client of these tests accepts nothing but UTF-8 without NUL, CR and LF.

forEachServer("UTF-8 may be split anywhere between writes", async (server) => {
  const text = "Grüße, Привет, 你好, 🫖";
  const bytes = encoder.encode(`PRIVMSG bob :${text}\r\n`);
  const [alice, bob] = await server.channel("#a", "alice", "bob");
  for (let split = 1; split < bytes.length; split++) {
    await alice.write(bytes.subarray(0, split));
    await bob.settle();
    await alice.write(bytes.subarray(split));
    assertEquals(
      await bob.line(),
      `:alice!~alice@127.0.0.1 PRIVMSG bob :${text}`,
    );
  }
});

forEachServer(
  "NUL and bare CR do not reach another client",
  async (server) => {
    await assertHeard(server, "one\0two\rthree\0\0\r\r", "onetwothree");
  },
);

const UNDECODABLE: readonly [what: string, bytes: number[]][] = [
  ["a byte that no character has", [0xff]],
  ["a sequence that is cut short", [0xe4, 0xbd]],
  ["a continuation without a beginning", [0x80]],
  ["an overlong form of a slash", [0xc0, 0xaf]],
  ["half of a surrogate pair", [0xed, 0xa0, 0xbd]],
  ["a character beyond the last", [0xf5, 0x80, 0x80, 0x80]],
];

forEachServer(
  "a line with bytes that are no UTF-8 is refused, and those round it arrive",
  async (server) => {
    const [alice, bob] = await server.channel("#a", "alice", "bob");
    for (const [what, bytes] of UNDECODABLE) {
      await alice.write("PRIVMSG bob :\ufffd\r\nPRIVMSG bob :<");
      await alice.write(new Uint8Array(bytes));
      await alice.write(">\r\nPRIVMSG bob :after\r\n");
      assertEquals(
        await alice.line(),
        ":irc.localhost FAIL PRIVMSG INVALID_UTF8 " +
          ":The line was dropped: this network takes UTF-8 and nothing else",
        what,
      );
      for (const text of ["\ufffd", "after"]) {
        const heard = `:alice!~alice@127.0.0.1 PRIVMSG bob :${text}`;
        assertEquals(await bob.line(), heard, what);
      }
    }
  },
);

forEachServer(
  "a character is not cut in two where a line is too long to be relayed",
  async (server) => {
    const [alice, bob] = await server.channel("#a", "alice", "bob");
    for (const pad of ["", "x", "xx", "xxx"]) {
      await alice.send(`PRIVMSG bob :${pad}${"🫖".repeat(120)}`);
      assertEquals(/:x*(🫖)+$/u.test(await bob.line()), true);
    }
  },
);

forEachServer(
  "a byte order mark is a character like every other",
  async (server) => {
    await assertHeard(server, "\ufefftext", "\ufefftext");
    const client = await server.register("carol");
    await client.send("\ufeffPING one", "\ufeffPING two");
    for (let count = 0; count < 2; count++) {
      assertEquals(
        await client.line(),
        ":irc.localhost 421 carol \ufeffPING :Unknown command",
      );
    }
  },
);

async function assertHeard(
  server: ServerProcess,
  said: string,
  heard: string,
): Promise<void> {
  const [alice, bob] = await server.channel("#a", "alice", "bob");
  await alice.send(`PRIVMSG bob :${said}`, "PRIVMSG #a :after");
  assertEquals(await bob.until(/:after$/), [
    `:alice!~alice@127.0.0.1 PRIVMSG bob :${heard}`,
    ":alice!~alice@127.0.0.1 PRIVMSG #a :after",
  ]);
}
