import { assert, assertEquals, assertMatch } from "@std/assert";
import { Connects } from "../support/connects.ts";
import {
  CERTIFICATE,
  handoverTest,
  pause,
  upgrade,
} from "../support/handover.ts";
import { SocketClient } from "../support/socket_client.ts";
import { connectTls } from "../support/tls_client.ts";
import { WebSocketClient } from "../support/websocket_client.ts";

/** Says numbers on a channel until it is told to stop, then the last of them. */
async function count(client: SocketClient, stop: AbortSignal): Promise<number> {
  let number = 0;
  while (!stop.aborted) {
    await client.send(`PRIVMSG #a :${++number}`);
    await pause(0);
  }
  await client.send(`PRIVMSG #a :end ${number}`);
  return number;
}

/** Hears the numbers of others, without a gap, twice none and nothing else. @returns how many of each */
async function hear(
  client: SocketClient,
  others: readonly string[],
): Promise<Record<string, number>> {
  const heard: Record<string, number> = {};
  for (const nick of others) heard[nick] = 0;
  let left = others.length;
  while (left > 0) {
    const line = await client.line();
    const [, nick, end, number] =
      /^:(\w+)!\S+ PRIVMSG #a :(end )?(\d+)$/.exec(line) ?? [];
    assert(nick in heard, line);
    if (end === undefined) heard[nick]++;
    else left--;
    assertEquals(Number(number), heard[nick], line);
  }
  return heard;
}

handoverTest(
  "clients chat on while three processes take over one from the other, and no connect is refused",
  async (server) => {
    const nicks = ["a", "b", "c", "d", "e", "f", "g", "h"];
    const clients = await server.channel("#a", ...nicks);
    const connects = new Connects();
    const { port } = server;
    const open = () => Deno.connect({ hostname: "127.0.0.1", port });
    for (let index = 0; index < 3; index++) connects.start(open);
    const stop = new AbortController();
    const counting = clients.map((client) => count(client, stop.signal));
    const hearing = clients.map((client, own) =>
      hear(client, nicks.filter((_, index) => index !== own))
    );
    const upgrading = async () => {
      for (let upgrades = 0; upgrades < 3; upgrades++) {
        await pause(200);
        await upgrade(server);
      }
      await pause(200);
      stop.abort();
    };
    const [counts, all] = await Promise.all([
      Promise.all(counting),
      Promise.all(hearing),
      upgrading(),
    ]);
    for (const [index, heard] of all.entries()) {
      const said = nicks.map((nick, at) => [nick, counts[at]] as const)
        .filter((_, at) => at !== index);
      assertEquals(heard, Object.fromEntries(said));
    }
    await connects.stop();
    assertEquals(connects.faults, []);
    assert(connects.welcomed > 100);
  },
);

handoverTest(
  "a client keeps what it is, and half a line is completed in the new process",
  async (server) => {
    const [ann, bob] = await server.channel("#a", "ann", "bob");
    await ann.send(
      "CAP REQ :echo-message batch draft/multiline labeled-response",
      "AWAY :lunch",
      "MODE #a +k key",
      "MONITOR + zoe",
    );
    await ann.settle();
    await bob.settle();
    await ann.send("BATCH +1 draft/multiline #a", "@batch=1 PRIVMSG #a :one");
    await ann.write("@batch=1 PRIVM");
    await pause(100);
    await upgrade(server);
    await ann.write("SG #a :two\r\n");
    await ann.send("BATCH -1");
    for (const text of ["one", "two"]) {
      assertMatch(
        await bob.line(),
        new RegExp(`^:ann!\\S+ PRIVMSG #a :${text}$`),
      );
    }
    await ann.until(/ BATCH -/);
    await bob.send("WHOIS ann", "MODE #a");
    const lines = (await bob.until(/ 329 /)).join("\n");
    assertMatch(lines, / 301 bob ann :lunch/);
    assertMatch(lines, / 319 bob ann :@#a/);
    assertMatch(lines, / 324 bob #a \S*k\S* key/);
    await server.register("zoe");
    assertMatch(await ann.line(), / 730 ann :zoe!/);
  },
);

handoverTest(
  "who reads slowly gets every byte that was on its way, through two upgrades",
  async (server) => {
    const [sender, slow] = await server.channel("#a", "sender", "slow");
    const text = "x".repeat(400);
    // More than the system keeps by itself.
    const messages = 40_000;
    for (let number = 0; number < messages; number += 100) {
      const lines = Array.from(
        { length: 100 },
        (_, index) => `PRIVMSG #a :${number + index} ${text}`,
      );
      await sender.send(...lines);
      await sender.settle();
      if (number === 30_000) await upgrade(server);
    }
    await upgrade(server);
    await sender.send("PRIVMSG #a :end");
    for (let number = 0; number < messages; number++) {
      assertEquals(
        (await slow.line()).split(" PRIVMSG ")[1],
        `#a :${number} ${text}`,
      );
    }
    assertMatch(await slow.line(), / PRIVMSG #a :end$/);
    await slow.settle();
  },
);

handoverTest(
  "a password that is being checked is checked, and lines behind it wait for that",
  async (server) => {
    const clients: SocketClient[] = [];
    for (let number = 0; number < 8; number++) {
      clients.push(await server.register(`c${number}`));
    }
    for (const client of clients) {
      await client.send("OPER root :open sesame", "PING behind");
    }
    const login = await server.connect();
    await login.send(
      "CAP REQ :sasl",
      "NICK ann",
      "USER ann 0 * :Ann",
      "AUTHENTICATE PLAIN",
    );
    await login.until(/AUTHENTICATE \+/);
    await login.send(`AUTHENTICATE ${btoa("\0alice\0open sesame")}`, "CAP END");
    await upgrade(server);
    for (const client of clients) {
      const lines = await client.until(/ PONG .*behind/);
      assertEquals(lines.filter((line) => / 381 /.test(line)).length, 1);
    }
    const welcome = (await login.until(/ 422 /)).join("\n");
    assertMatch(welcome, / 903 [\s\S]* 001 ann /);
  },
);

handoverTest(
  "TLS and WebSocket are let go at once and told why; who came over plain TCP, a Unix socket or a proxy stays",
  async (server, folder) => {
    const plain = await server.register("plain");
    const unix = new SocketClient(
      await Deno.connect({ transport: "unix", path: `${folder}/ircd.sock` }),
    );
    await unix.register("unix");
    using proxied = await SocketClient.connect(await server.portOf(4));
    await proxied.send("PROXY TCP4 192.0.2.7 192.0.2.1 4711 6667");
    await proxied.register("proxied");
    using tls = await connectTls(await server.portOf(1), "a.test", CERTIFICATE);
    await tls.register("tls");
    using web = await WebSocketClient.connect(server.webPort);
    await web.register("web");
    for (const client of [plain, unix, tls]) {
      await client.send("JOIN #a");
      await client.until(/ 366 /);
    }
    await plain.until(/^:tls\S+ JOIN /);
    await upgrade(server);
    assertMatch(
      (await tls.remaining()).at(-1) ?? "",
      /^ERROR :Closing link: .*\(Server upgraded\)$/,
    );
    await web.until(/^ERROR :.*\(Server upgraded\)$/);
    assertMatch(await plain.line(), /^:tls!\S+ QUIT :Server upgraded$/);
    await unix.send("PRIVMSG #a :still here");
    assertMatch(await plain.line(), /^:unix!\S+ PRIVMSG #a :still here$/);
    await upgrade(server);
    await plain.send("PRIVMSG #a :me too");
    await unix.until(/ PRIVMSG #a :me too$/);
    unix.close();
    await proxied.send("WHOIS proxied");
    const whois = (await proxied.until(/ 318 /)).join("\n");
    assertMatch(whois, / 338 proxied proxied \S+ 192\.0\.2\.7 /);
    using again = await connectTls(
      await server.portOf(1),
      "a.test",
      CERTIFICATE,
    );
    await again.register("tls");
  },
);
