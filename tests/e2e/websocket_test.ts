import { assertEquals, assertMatch } from "@std/assert";
import { forEachServer } from "../support/for_each.ts";
import type { ServerProcess } from "../support/server_process.ts";
import type { SocketClient } from "../support/socket_client.ts";
import { WebSocketClient } from "../support/websocket_client.ts";

const TEXT = "text.ircv3.net";
const BINARY = "binary.ircv3.net";
const encoder = new TextEncoder();

function webTest(
  name: string,
  test: (server: ServerProcess) => Promise<void>,
): void {
  forEachServer(name, test, ["--ws-port", "0"], 2);
}

/** Registers a client as ann, and one over TCP as bob, who sees her on a channel. */
async function meetBob(
  ann: WebSocketClient,
  server: ServerProcess,
): Promise<SocketClient> {
  await ann.register("ann");
  ann.send("JOIN #a");
  await ann.settle();
  const bob = await server.register("bob");
  await bob.send("JOIN #a");
  await bob.settle();
  return bob;
}

webTest("the client's order of subprotocols is kept", async ({ webPort }) => {
  for (
    const [offered, agreed] of [
      [[TEXT], TEXT],
      [[BINARY], BINARY],
      [[TEXT, BINARY], TEXT],
      [[BINARY, TEXT], BINARY],
      [["v2.example", BINARY], BINARY],
    ] as const
  ) {
    using client = await WebSocketClient.connect(webPort, offered);
    assertEquals(client.protocol, agreed);
    const { isBinary, text } = await client.message();
    assertEquals(isBinary, agreed === BINARY);
    assertMatch(text, /NOTICE \* :\*\*\* Welcome/);
  }
});

webTest("without a subprotocol it goes on with text", async ({ webPort }) => {
  using client = await WebSocketClient.connect(webPort, []);
  assertEquals(client.protocol, "");
  assertEquals((await client.message()).isBinary, false);
});

webTest("clients over TCP and WebSocket talk", async (server) => {
  using web = await WebSocketClient.connect(server.webPort);
  using binary = await WebSocketClient.connect(server.webPort, [BINARY]);
  await web.register("web");
  await binary.register("binary");
  const plain = await server.register("plain");
  await plain.send("JOIN #a");
  await plain.settle();
  for (const client of [web, binary]) {
    client.send("JOIN #a");
    await client.settle();
  }
  await plain.send("PRIVMSG #a :grüß dich", "PRIVMSG #a :2");
  await plain.settle();
  const source = ":plain!~plain@127.0.0.1";
  await web.until(/ JOIN /);
  for (const client of [web, binary]) {
    assertEquals(await client.settle(), [
      `${source} PRIVMSG #a :grüß dich`,
      `${source} PRIVMSG #a :2`,
    ]);
  }
  web.send("PRIVMSG plain :hello");
  await web.settle();
  const heard = await plain.settle();
  assertEquals(heard.at(-1), ":web!~web@127.0.0.1 PRIVMSG plain :hello");
});

webTest(
  "a message may end as a line, and be torn into several",
  async ({ webPort }) => {
    using client = await WebSocketClient.connect(webPort);
    client.send("NICK ann\r\nUSER ann 0 * :Ann\r\n", "", "PING 1\n");
    await client.until(/^\S+ (422|376) ann /);
    assertEquals(await client.settle(), [
      ":irc.localhost PONG irc.localhost :1",
    ]);
  },
);

webTest(
  "a message in frames of a byte, torn at every byte, is one",
  async ({ webPort }) => {
    using client = await WebSocketClient.connect(webPort, [TEXT], {
      perMessageDeflate: false,
    });
    await client.register("ann");
    const bytes = encoder.encode("PING grüß");
    bytes.forEach((_, index) => {
      client.webSocket.send(bytes.subarray(index, index + 1), {
        binary: false,
        fin: index === bytes.length - 1,
      });
    });
    assertEquals(await client.settle(), [
      ":irc.localhost PONG irc.localhost :grüß",
    ]);
  },
);

webTest(
  "a line that is too long gets 417, as over TCP",
  async ({ webPort }) => {
    using client = await WebSocketClient.connect(webPort);
    await client.register("ann");
    client.send(`PRIVMSG ann :${"x".repeat(498)}`);
    assertMatch((await client.settle()).join(), / 417 ann /);
    client.send(`PRIVMSG ann :${"x".repeat(497)}`);
    assertMatch((await client.settle()).join(), / PRIVMSG ann :x/);
    client.send(`PRIVMSG ann :${"x".repeat(16_000)}`);
    assertMatch((await client.settle()).join(), / 417 ann /);
  },
);

webTest("a message over 16 KiB closes with 1009", async ({ webPort }) => {
  using client = await WebSocketClient.connect(webPort);
  await client.register("ann");
  client.send("x".repeat(16 * 1024 + 1));
  assertEquals((await client.closed()).code, 1009);
});

webTest(
  "text that is no UTF-8 closes with 1007, and others see why",
  async (server) => {
    using client = await WebSocketClient.connect(server.webPort);
    const bob = await meetBob(client, server);
    const latin1 = Uint8Array.from(
      "PRIVMSG #a :caf\xe9",
      (c) => c.charCodeAt(0),
    );
    client.webSocket.send(latin1, { binary: false });
    assertEquals((await client.closed()).code, 1007);
    const [quit] = await bob.until(/QUIT/);
    assertEquals(quit, ":ann!~ann@127.0.0.1 QUIT :Text that is no UTF-8");
  },
);

webTest(
  "bytes that are no UTF-8 are refused, and no more",
  async ({ webPort }) => {
    for (const protocol of [TEXT, BINARY]) {
      using client = await WebSocketClient.connect(webPort, [protocol]);
      await client.register("ann");
      client.send(Uint8Array.from("PRIVMSG ann :\xe9", (c) => c.charCodeAt(0)));
      assertMatch((await client.settle()).join(), /FAIL PRIVMSG INVALID_UTF8 /);
    }
  },
);

webTest(
  "QUIT is answered with ERROR and a close in order",
  async ({ webPort }) => {
    using client = await WebSocketClient.connect(webPort);
    await client.register("ann");
    client.send("QUIT :bye");
    await client.until(/^ERROR :/);
    assertEquals((await client.closed()).code, 1000);
  },
);

webTest(
  "a client's close is answered, and others see it leave",
  async (server) => {
    using client = await WebSocketClient.connect(server.webPort);
    const bob = await meetBob(client, server);
    client.webSocket.close(1001, "tab closed");
    assertEquals((await client.closed()).code, 1001);
    const [quit] = await bob.until(/QUIT/);
    assertEquals(quit, ":ann!~ann@127.0.0.1 QUIT :Connection closed");
  },
);

webTest("pings are answered, and too many cut off", async (server) => {
  using client = await WebSocketClient.connect(server.webPort);
  await client.register("ann");
  const pong = new Promise<string>((resolve) =>
    client.webSocket.once("pong", (payload) => resolve(String(payload)))
  );
  client.webSocket.ping("are you there");
  assertEquals(await pong, "are you there");
  for (let count = 0; count < 100; count++) client.webSocket.ping();
  assertEquals((await client.closed()).code, 1006);
});

webTest(
  "a signal tells WebSocket clients, and closes in order",
  async (server) => {
    using client = await WebSocketClient.connect(server.webPort);
    await client.register("ann");
    server.signal("SIGTERM");
    await client.until(/^ERROR :Server shutting down$/);
    assertEquals((await client.closed()).code, 1000);
  },
);

webTest("a browser gets a page, and nothing elsewhere", async ({ webPort }) => {
  const place = `http://127.0.0.1:${webPort}`;
  const found = await fetch(place);
  assertEquals(found.status, 200);
  assertEquals(found.headers.get("Connection"), "close");
  assertMatch(await found.text(), /This is IRC, an IRC network/);
  const missing = await fetch(`${place}/nothing`);
  assertEquals(missing.status, 404);
  await missing.body?.cancel();
});

webTest(
  "a request to upgrade to something else is refused",
  async ({ webPort }) => {
    const request = "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n" +
      "Upgrade: h2c\r\n\r\n";
    assertMatch(await exchange(webPort, request), /^HTTP\/1.1 400 /);
  },
);

webTest("what is no HTTP is closed", async ({ webPort }) => {
  await exchange(webPort, "NICK ann\r\nUSER ann 0 * :Ann\r\n");
});

webTest(
  "a request that does not come whole is cut off",
  async ({ webPort }) => {
    const startedAt = Date.now();
    await exchange(webPort, "GET / HTTP/1.1\r\nHost: x\r\n");
    const took = Date.now() - startedAt;
    assertEquals(took > 8_000 && took < 14_000, true, `${took} ms`);
  },
);

webTest(
  "a client that does not read what others send is cut off",
  async (server) => {
    using web = await WebSocketClient.connect(server.webPort);
    await web.register("web");
    web.webSocket.pause();
    const plain = await server.register("plain");
    const text = "x".repeat(400);
    const lines = Array(20_000).fill(`PRIVMSG web :${text}`);
    await plain.send(...lines);
    await plain.until(/ 401 plain web /);
    web.webSocket.resume();
    await web.until(/^ERROR :.*SendQ exceeded/);
    await web.closed();
  },
);

/** @returns what came until the connection was closed */
async function exchange(port: number, request: string): Promise<string> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(encoder.encode(request));
  return await new Response(connection.readable).text().catch(() => "");
}
