import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { X509Certificate } from "node:crypto";
import type { PemPair } from "../../src/net/tls_self_signed.ts";
import { pairFor } from "../support/certificates.ts";
import { withFolder } from "../support/folder.ts";
import { forEachProgram } from "../support/for_each.ts";
import { Forwarder } from "../support/forwarder.ts";
import { openFileDescriptors } from "../support/process_status.ts";
import { type Program, run } from "../support/program.ts";
import { complaintsIn, ServerProcess } from "../support/server_process.ts";
import { TRUSTING } from "../support/trusting.ts";
import { SocketClient } from "../support/socket_client.ts";
import { connectTls, connectWithCertificate } from "../support/tls_client.ts";
import { until, within } from "../support/within.ts";

/** Two places: plain TCP and TLS. */
const CONFIG = `[server]
name = "irc.test"

[[listen]]
port = 0

[[listen]]
port = 0
tls = true

[[tls]]
certificate = "a.pem"
key = "a.key"

[[tls]]
certificate = "b.pem"
key = "b.key"

[sts]
port = 6697
duration = 0
`;

const A = pairFor(["localhost", "a.test"]);
const B = pairFor(["b.test"]);

/** A server with TLS, and its port. */
async function withTls(
  program: Program,
  test: (server: ServerProcess, port: number, folder: string) => Promise<void>,
  options: { fileDescriptors?: number } = {},
): Promise<void> {
  const files = {
    "ircd.toml": CONFIG + TRUSTING,
    "a.pem": A.certificate,
    "a.key": A.key,
    "b.pem": B.certificate,
    "b.key": B.key,
  };
  await withFolder(files, async (folder) => {
    const flags = ["--config", `${folder}/ircd.toml`];
    await using server = await ServerProcess.start(program, {
      flags,
      ...options,
    });
    await test(server, await server.portOf(1), folder);
  });
}

async function replace(
  folder: string,
  name: string,
  pair: PemPair,
): Promise<void> {
  await Deno.writeTextFile(`${folder}/${name}.pem`, pair.certificate);
  await Deno.writeTextFile(`${folder}/${name}.key`, pair.key);
}

forEachProgram(
  "SNI chooses among two certificates",
  (program) =>
    withTls(program, async (_, port) => {
      for (const [name, pair] of [["a.test", A], ["b.test", B]] as const) {
        using client = await connectTls(port, name, pair);
        await client.register("ann");
      }
      await assertRejects(() => connectTls(port, "b.test", A));
    }),
);

forEachProgram(
  "a client over TLS is +Z, and is told of sts",
  (program) =>
    withTls(program, async (_, port) => {
      using client = await connectTls(port, "a.test", A);
      await client.send("CAP LS 302");
      const lines = await client.until(/CAP \* LS :/);
      assertMatch(lines.join(" "), /\bsts=port=6697,duration=0\b/);
      await client.send(
        "CAP END",
        "NICK ann",
        "USER ann 0 * :Ann",
        "WHOIS ann",
      );
      const whois = await client.until(/ 318 /);
      assertMatch(whois.join("\n"), / 671 ann ann :is using a secure/);
    }),
);

forEachProgram(
  "a new certificate is taken up at SIGHUP, and nobody is disconnected",
  (program) =>
    withTls(program, async (server, port, folder) => {
      using before = await connectTls(port, "b.test", B);
      await before.register("ann");
      const renewed = pairFor(["b.test"]);
      await replace(folder, "b", renewed);
      server.signal("SIGHUP");
      const client = await eventually(() =>
        connectTls(port, "b.test", renewed)
      );
      await client.register("bob");
      client.close();
      await before.settle();
    }),
);

forEachProgram(
  "a bad pair leaves the old one at SIGHUP, and that is said",
  (program) =>
    withTls(program, async (server, port, folder) => {
      await Deno.writeTextFile(`${folder}/b.key`, A.key);
      server.signal("SIGHUP");
      await until(10_000, "it says so", () => server.errors !== "");
      assertMatch(
        server.errors,
        /^\S+ warning config: the configuration stays as it was: .*\/ircd\.toml:17: tls\[1\]\.key .*b\.key does not belong to .*b\.pem\n$/,
      );
      using client = await connectTls(port, "b.test", B);
      await client.register("ann");
    }),
);

forEachProgram(
  "WHOIS shows a client the certificate that it has shown",
  (program) =>
    withTls(program, async (_, port) => {
      const own = pairFor(["ann"]);
      using client = await connectWithCertificate(port, A, own);
      await client.register("ann");
      await client.send("WHOIS ann");
      const digest = new X509Certificate(own.certificate).fingerprint256
        .replaceAll(":", "").toLowerCase();
      assertEquals(
        (await client.until(/ 318 /)).find((line) => / 276 /.test(line)),
        `:irc.test 276 ann ann :has client certificate fingerprint ${digest}`,
      );
    }),
);

forEachProgram(
  "a stalled handshake is cut off after ten seconds, and keeps nobody waiting",
  (program) =>
    withTls(program, async (_, port) => {
      const began = Date.now();
      const stalled = await Promise.all(
        Array.from({ length: 20 }, () => SocketClient.connect(port)),
      );
      // The first bytes of a ClientHello.
      for (const client of stalled.slice(10)) {
        await client.write(Uint8Array.of(0x16, 3, 1, 1, 0, 1, 0));
      }
      using client = await connectTls(port, "a.test", A);
      await client.register("ann");
      assert(Date.now() - began < 5000);
      await new Promise((resolve) => setTimeout(resolve, 6000));
      for (const each of stalled) {
        await assertRejects(() => each.line());
        each.close();
      }
      const passed = Date.now() - began;
      assert(passed > 9500 && passed < 15_000, `${passed} ms`);
      await client.settle();
    }),
);

forEachProgram(
  "TLS that arrives byte by byte is TLS all the same",
  (program) =>
    withTls(program, async (_, port) => {
      using forwarder = new Forwarder(port, { isTorn: true });
      using client = await connectTls(forwarder.port, "b.test", B);
      await client.register("ann");
      await client.send(`PING ${"x".repeat(300)}`);
      await client.until(/ PONG /);
      await client.send("QUIT :bye");
      await client.until(/^ERROR /);
      assertEquals(await client.remaining(), []);
    }),
);

forEachProgram(
  "what is no TLS is closed, and nobody else notices",
  (program) =>
    withTls(program, async (server, port) => {
      using client = await connectTls(port, "a.test", A);
      for (
        const text of [
          "NICK ann\r\nUSER ann 0 * :Ann\r\n",
          "\x16\x03\x01\xff\xff",
          "\0".repeat(5000),
          "GET / HTTP/1.1\r\n\r\n",
        ]
      ) {
        using other = await SocketClient.connect(port);
        await other.write(
          Uint8Array.from(text, (letter) => letter.charCodeAt(0)),
        );
        await other.endWrite();
        const answer = new Uint8Array(4096);
        try {
          while (await other.connection.read(answer) !== null);
        } catch { /* It was reset. */ }
      }
      await client.register("ann");
      assertEquals(complaintsIn(server.errors), "");
    }),
);

forEachProgram(
  "who sends much over TLS and reads late gets all answers in their order",
  (program) =>
    withTls(program, async (_, port) => {
      using client = await connectTls(port, "a.test", A);
      await client.register("ann");
      await client.settle();
      const tokens = Array.from({ length: 20_000 }, (_, i) =>
        `${i}.${"x".repeat(90)}`);
      const sending = client.write(
        tokens.map((token) =>
          `PING ${token}\r\n`
        ).join(""),
      );
      await new Promise((resolve) => setTimeout(resolve, 300));
      for (const token of tokens) {
        assertEquals(await client.line(), `:irc.test PONG irc.test :${token}`);
      }
      await sending;
    }),
);

forEachProgram(
  "who does not read what others send over TLS is cut off",
  (program) =>
    withTls(program, async (server, port) => {
      const idle = await connectTls(port, "a.test", A);
      await idle.register("idle");
      const ann = await server.register("ann");
      await ann.send("MONITOR + idle");
      await ann.settle();
      const text = "x".repeat(400);
      const isGone = async () =>
        (await ann.settle()).some((line) => / 731 /.test(line));
      let sent = 0;
      while (!await isGone()) {
        assert(++sent < 200, "it is cut off");
        await ann.send(...Array(100).fill(`PRIVMSG idle :${text}`));
      }
      idle.close();
    }),
);

forEachProgram(
  "the end of the server reaches clients over TLS in order",
  (program) =>
    withTls(program, async (server, port) => {
      using client = await connectTls(port, "a.test", A);
      await client.register("ann");
      await client.settle();
      server.signal("SIGTERM");
      assertEquals(await client.remaining(), ["ERROR :Server shutting down"]);
      assertEquals((await server.ended()).code, 0);
    }),
);

forEachProgram(
  "a client that goes without a word is gone",
  (program) =>
    withTls(program, async (server, port) => {
      const ann = await server.register("ann");
      await ann.send("JOIN #a");
      await ann.settle();
      for (const nick of ["bob", "carl"]) {
        const client = await connectTls(port, "a.test", A);
        await client.register(nick);
        await client.send("JOIN #a");
        await ann.until(/ JOIN /);
        client.close();
        assertMatch(await ann.line(), new RegExp(`^:${nick}!\\S+ QUIT :`));
      }
    }),
);

forEachProgram(
  "who goes before the handshake is gone at once",
  (program) =>
    withTls(program, async (server, port) => {
      const before = openFileDescriptors(server.pid);
      const clients = await Promise.all(
        Array.from({ length: 20 }, () => SocketClient.connect(port)),
      );
      await clients[0].write(Uint8Array.of(0x16, 3, 1, 1, 0, 1, 0));
      const open = () => openFileDescriptors(server.pid);
      await until(5000, "all are accepted", () => open() >= before + 20);
      for (const client of clients) client.close();
      await until(5000, "all are closed", () => open() <= before);
    }),
);

forEachProgram(
  "when file descriptors run out, the TLS listener lives on",
  (program) =>
    withTls(program, async (server, port) => {
      const held: SocketClient[] = [];
      for (let count = 0; count < 80; count++) {
        try {
          held.push(await SocketClient.connect(port));
        } catch { /* It is refused. */ }
      }
      await until(
        10_000,
        "it says so",
        () => /out of file desc/.test(server.errors),
      );
      for (const client of held) client.close();
      const client = await eventually(() => connectTls(port, "a.test", A));
      await client.register("ann");
      client.close();
    }, { fileDescriptors: 64 }),
);

for (
  const [what, key, code, fault] of [
    [
      "a key that does not belong to the certificate",
      B.key,
      2,
      "key.pem does not belong to cert.pem",
    ],
    [
      "a key that is none",
      "junk",
      2,
      "key.pem holds no private key in PEM, or one under a passphrase",
    ],
    ["no key", undefined, 1, "key.pem cannot be read"],
  ] as const
) {
  forEachProgram(`a start with ${what} is refused in one line`, (program) => {
    const files = {
      "cert.pem": A.certificate,
      ...(key === undefined ? {} : { "key.pem": key }),
    };
    return withFolder(files, async (folder) => {
      const flags = [
        "--tls-port",
        "0",
        "--tls-cert",
        "cert.pem",
        "--tls-key",
        "key.pem",
      ];
      assertEquals(await run(program, { flags, folder }), {
        code,
        output: "",
        errors: `ircd: --tls-key ${fault}\n`,
      });
    });
  });
}

forEachProgram(
  "mkcert makes a pair, with which --tls-port serves beside --port",
  (program) =>
    withFolder({}, async (folder) => {
      const { code, output } = await run(program, {
        flags: ["mkcert", "irc.test"],
        folder,
      });
      assertEquals(code, 0);
      const [, line = ""] = /^Try it: ircd (.*)\n$/.exec(output) ?? [];
      const flags = line.replace("6697", "0").split(" ");
      await using server = await ServerProcess.start(program, {
        flags: ["--port", "0", ...flags],
        folder,
      });
      const certificate = await Deno.readTextFile(`${folder}/cert.pem`);
      using client = await connectTls(await server.portOf(1), "irc.test", {
        certificate,
        key: "",
      });
      await client.register("ann");
      await server.register("bob");
      assertEquals(
        (await Deno.stat(`${folder}/key.pem`)).mode ?? 0 & 0o777,
        0o100600,
      );
    }),
);

/** Tries until it succeeds. */
async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (let count = 0; count < 100; count++) {
    try {
      return await attempt();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return await attempt();
}

forEachProgram(
  "RESTART listens with TLS and on a Unix socket again",
  (program) => {
    const digest = new X509Certificate(B.certificate).fingerprint256;
    const files = {
      "cert.pem": A.certificate,
      "key.pem": A.key,
      "ircd.toml": `[[listen]]
port = 0
tls = true

[[listen]]
path = "ircd.sock"

[server]
drain-time = 0

[[tls]]
certificate = "cert.pem"
key = "key.pem"

[[class]]
name = "admin"
privileges = ["die"]

[[operator]]
name = "root"
certfp = "${digest}"
class = "admin"
`,
    };
    return withFolder(files, async (folder) => {
      const flags = ["--config", `${folder}/ircd.toml`];
      await using server = await ServerProcess.start(program, { flags });
      const port = await server.portOf(0);
      for (const first of [0, 2]) {
        assertEquals(await server.portOf(first), port);
        await server.portOf(first + 1);
        using client = await connectWithCertificate(port, A, B);
        await client.register("ann");
        const unix = await Deno.connect({
          transport: "unix",
          path: `${folder}/ircd.sock`,
        });
        unix.close();
        await client.send("OPER root");
        await client.until(/ 381 /);
        await client.send("RESTART");
        await client.until(/^ERROR /);
        await server.successor();
      }
      assertEquals(complaintsIn(server.errors), "");
    });
  },
);

forEachProgram(
  "who sends over TLS and reads nothing is not read either",
  (program) =>
    withTls(program, async (_, port) => {
      using client = await connectTls(port, "a.test", A);
      await client.register("ann");
      const lines = new TextEncoder().encode(
        `PING ${"x".repeat(400)}\r\n`.repeat(160),
      );
      let sent = 0;
      const sendAll = async () => {
        while (sent < 64 * 1024 * 1024) {
          sent += await client.connection.write(lines);
        }
      };
      const stalled = within(3000, "all is sent", sendAll());
      await assertRejects(() => stalled, Error, "3000 ms over");
      assert(sent < 32 * 1024 * 1024, `${sent} bytes`);
    }),
);

forEachProgram(
  "the flood of who is gone is not carried out any more, over TLS as without",
  (program) =>
    withTls(program, async (server, port) => {
      const ann = await server.register("ann");
      await ann.send("JOIN #a");
      await ann.settle();
      for (const isTls of [false, true]) {
        // A client of TLS has much to say before it goes; what is between can be cut.
        using forwarder = new Forwarder(isTls ? port : server.port);
        using client = isTls
          ? await connectTls(forwarder.port, "a.test", A)
          : await SocketClient.connect(forwarder.port);
        const nick = isTls ? "secure" : "plain";
        await client.register(nick);
        await client.send("JOIN #a");
        await ann.until(/ JOIN /);
        const flood = "WHO *z*q*z*q*x*\r\nLIST\r\n".repeat(200_000);
        const writing = client.write(flood).catch(() => {});
        await new Promise((resolve) => setTimeout(resolve, 500));
        forwarder[Symbol.dispose]();
        const closed = Date.now();
        await ann.until(new RegExp(`^:${nick}!\\S+ QUIT :`));
        const passed = Date.now() - closed;
        assert(passed < 3000, `${nick}: ${passed} ms`);
        await writing;
      }
    }),
);
