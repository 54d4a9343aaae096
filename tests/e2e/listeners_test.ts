import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { hashPassword } from "../../src/config/passwords.ts";
import { pairFor } from "../support/certificates.ts";
import { withFolder } from "../support/folder.ts";
import { forEachProgram } from "../support/for_each.ts";
import { Forwarder } from "../support/forwarder.ts";
import { type Program, run } from "../support/program.ts";
import {
  binaryHeader,
  IPV4_BODY,
  IPV6_BODY,
  TLVS,
} from "../support/proxy_headers.ts";
import { ServerProcess } from "../support/server_process.ts";
import { TRUSTING } from "../support/trusting.ts";
import { SocketClient } from "../support/socket_client.ts";
import { connectTls } from "../support/tls_client.ts";
import { within } from "../support/within.ts";

const PAIR = pairFor(["localhost"]);
const HASH = await hashPassword("sesame");

const BASE = `[server]
name = "irc.test"

[[tls]]
certificate = "cert.pem"
key = "key.pem"

[[account]]
name = "owner"
password = "${HASH}"
`;

/** A server with listeners of its own. */
async function withListeners(
  program: Program,
  listeners: string,
  test: (server: ServerProcess, folder: string) => Promise<void>,
): Promise<void> {
  const files = {
    "ircd.toml": BASE + listeners + TRUSTING,
    "cert.pem": PAIR.certificate,
    "key.pem": PAIR.key,
  };
  await withFolder(files, async (folder) => {
    const flags = ["--config", `${folder}/ircd.toml`];
    await using server = await ServerProcess.start(program, { flags });
    await test(server, folder);
    assertEquals(server.errors, "");
  });
}

/** What WHOIS tells a client of its own host, and of the one that it really comes from. */
async function hostsOf(client: SocketClient): Promise<(string | undefined)[]> {
  await client.send("WHOIS ann");
  const lines = await client.until(/ 318 /);
  const words = (code: string) =>
    lines.find((line) => line.split(" ")[1] === code)?.split(" ");
  return [words("311")?.[5], words("338")?.[5]];
}

async function connectUnix(path: string): Promise<SocketClient> {
  return new SocketClient(await Deno.connect({ transport: "unix", path }));
}

/** Nothing but the end comes. */
async function assertClosed(client: SocketClient): Promise<void> {
  const buffer = new Uint8Array(512);
  const read = client.connection.read(buffer).catch(() => null);
  assertEquals(await within(10_000, "the end", read), null);
  client.close();
}

const PROXIED = `
[[listen]]
port = 0
proxy = ["127.0.0.0/8", "::1"]

[[listen]]
port = 0
tls = true
proxy = ["127.0.0.0/8"]
`;

const TEXT = "PROXY TCP4 192.0.2.7 198.51.100.1 40000 6667\r\n";

const HEADERS: readonly [
  name: string,
  header: string | Uint8Array,
  host: string,
][] = [
  ["version 1", TEXT, "192.0.2.7"],
  [
    "version 1 of IPv6",
    "PROXY TCP6 2001:db8::7 2001:db8::1 1 2\r\n",
    "2001:db8::7",
  ],
  ["version 1 that does not know", "PROXY UNKNOWN\r\n", "127.0.0.1"],
  [
    "version 2 with TLVs",
    binaryHeader({ body: [...IPV4_BODY, ...TLVS] }),
    "192.0.2.7",
  ],
  [
    "version 2 of IPv6",
    binaryHeader({ family: 2, body: IPV6_BODY }),
    "2001:db8::7",
  ],
  [
    "version 2, LOCAL",
    binaryHeader({ command: 0, family: 0, protocol: 0, body: [] }),
    "127.0.0.1",
  ],
  [
    "version 2, UNIX",
    binaryHeader({ family: 3, body: Array(216).fill(0) }),
    "127.0.0.1",
  ],
];

function bytesOf(header: string | Uint8Array): Uint8Array {
  return typeof header === "string" ? new TextEncoder().encode(header) : header;
}

forEachProgram(
  "a header of the PROXY protocol tells where a client comes from, before TLS and without",
  (program) =>
    withListeners(program, PROXIED, async (server) => {
      const [plain, tls] = [await server.portOf(0), await server.portOf(1)];
      for (const [name, header, host] of HEADERS) {
        using client = await SocketClient.connect(plain);
        await client.write(header);
        await client.register("ann");
        assertEquals(await hostsOf(client), [host, host], name);
        await client.send("QUIT");
        await client.remaining();
        using secure = await connectTls(tls, "localhost", PAIR, header);
        await secure.register("ann");
        assertEquals(await hostsOf(secure), [host, host], name);
        await secure.send("QUIT");
        await secure.remaining();
      }
    }),
);

forEachProgram(
  "a header may come in one piece with what is behind it, or byte by byte",
  (program) =>
    withListeners(program, PROXIED, async (server) => {
      const [plain, tls] = [await server.portOf(0), await server.portOf(1)];
      for (const isTorn of [false, true]) {
        for (const header of [TEXT, binaryHeader({ body: IPV4_BODY })]) {
          const options = { prefix: bytesOf(header), isTorn };
          using toPlain = new Forwarder(plain, options);
          using client = await SocketClient.connect(toPlain.port);
          await client.register("ann");
          assertEquals(await hostsOf(client), ["192.0.2.7", "192.0.2.7"]);
          await client.send("QUIT");
          await client.remaining();
          using toTls = new Forwarder(tls, options);
          using secure = await connectTls(toTls.port, "localhost", PAIR);
          await secure.register("ann");
          assertEquals(await hostsOf(secure), ["192.0.2.7", "192.0.2.7"]);
          await secure.send("QUIT");
          await secure.remaining();
        }
      }
    }),
);

forEachProgram(
  "who sends no header, a broken one, or is not trusted with one is closed",
  (program) =>
    withListeners(
      program,
      `${PROXIED}
[[listen]]
port = 0
proxy = ["192.0.2.0/24"]
`,
      async (server) => {
        const [trusted, tls, untrusted] = await Promise.all(
          [0, 1, 2].map((index) => server.portOf(index)),
        );
        for (
          const [port, text] of [
            [trusted, "NICK ann\r\nUSER ann 0 * :Ann\r\n"],
            [trusted, "PROXY TCP4 1.2.3 1.2.3.4 1 2\r\n"],
            [trusted, binaryHeader({ version: 3, body: IPV4_BODY })],
            [trusted, binaryHeader({ body: Array(5000).fill(0) })],
            [tls, "\x16\x03\x01\x01\x00\x01"],
            [untrusted, TEXT],
            [untrusted, ""],
          ] as const
        ) {
          const client = await SocketClient.connect(port);
          await client.write(text).catch(() => {});
          await assertClosed(client);
        }
      },
    ),
);

forEachProgram(
  "a header that does not come, or not whole, is not waited for",
  (program) =>
    withListeners(program, PROXIED, async (server) => {
      const port = await server.portOf(0);
      const began = Date.now();
      const [silent, half, gone] = await Promise.all(
        ["", "PROXY TCP4 192", "PROXY"].map(async (text) => {
          const client = await SocketClient.connect(port);
          await client.write(text);
          return client;
        }),
      );
      await gone.endWrite();
      await assertClosed(gone);
      assert(Date.now() - began < 3000);
      await assertClosed(silent);
      await assertClosed(half);
      const passed = Date.now() - began;
      assert(passed > 4500 && passed < 9000, `${passed} ms`);
    }),
);

const UNIX = `
[[listen]]
path = "ircd.sock"
mode = "0600"
name = "office"
`;

forEachProgram(
  "a Unix socket has a mode, its clients the name of the listener; it is gone with the server",
  (program) =>
    withListeners(program, UNIX, async (server, folder) => {
      const path = `${folder}/ircd.sock`;
      assertEquals(
        server.announcement,
        `ircd-0.1.0 (irc.test) listens on ${path}\n`,
      );
      assertEquals((await Deno.stat(path)).mode ?? 0 & 0o777, 0o140600);
      using client = await connectUnix(path);
      await client.register("ann");
      assertEquals(await hostsOf(client), ["office", "office"]);
      await client.endWrite();
      assertMatch((await client.remaining()).join(), /ERROR :Closing link/);
      using last = await connectUnix(path);
      await last.register("bob");
      server.signal("SIGTERM");
      assertEquals((await server.ended()).code, 0);
      await assertRejects(() => Deno.stat(path), Deno.errors.NotFound);
    }),
);

forEachProgram(
  "on a Unix socket with proxies a header tells where a client comes from, and must be there",
  (program) =>
    withListeners(
      program,
      `${UNIX}proxy = ["unix"]\n`,
      async (_, folder) => {
        using client = await connectUnix(`${folder}/ircd.sock`);
        await client.write(TEXT);
        await client.register("ann");
        assertEquals(await hostsOf(client), ["192.0.2.7", "192.0.2.7"]);
        const other = await connectUnix(`${folder}/ircd.sock`);
        await other.write("NICK bob\r\n");
        await assertClosed(other);
      },
    ),
);

forEachProgram(
  "the socket that a killed server has left is in nobody's way, that of a living one is",
  (program) =>
    withListeners(program, UNIX, async (first, folder) => {
      const flags = ["--config", `${folder}/ircd.toml`];
      const path = `${folder}/ircd.sock`;
      assertEquals(await run(program, { flags }), {
        code: 1,
        output: "",
        errors: `ircd: cannot listen on ${path}: it is in use\n`,
      });
      first.signal("SIGKILL");
      await first.ended();
      assert((await Deno.lstat(path)).isSocket);
      await using second = await ServerProcess.start(program, { flags });
      using client = await connectUnix(path);
      await client.register("ann");
      assertEquals(second.errors, "");
    }),
);

forEachProgram(
  "a file that is no socket is not removed",
  (program) =>
    withFolder({
      "ircd.toml": '[[listen]]\npath = "mine.txt"\n',
      "mine.txt": "mine",
    }, async (folder) => {
      const { code, errors } = await run(program, {
        flags: ["--config", `${folder}/ircd.toml`],
      });
      assertEquals(code, 1);
      assertMatch(errors, /^ircd: cannot listen on \S+\/mine.txt: [^\n]+\n$/);
      assertEquals(await Deno.readTextFile(`${folder}/mine.txt`), "mine");
    }),
);

forEachProgram(
  "a listener for Tor shows nobody's address, and may require SASL",
  (program) =>
    withListeners(
      program,
      `
[[listen]]
host = "127.0.0.1"
port = 0
name = "tor"
tor = true
require-sasl = true
`,
      async (server) => {
        using refused = await server.connect();
        await refused.send("NICK bob", "USER bob 0 * :Bob");
        assertEquals((await refused.remaining()).slice(-2), [
          ":irc.test FAIL * ACCOUNT_REQUIRED :You must log in with SASL here",
          "ERROR :Closing link: bob[tor] (You must log in with SASL here)",
        ]);
        using client = await server.connect();
        await client.send("CAP REQ sasl", "AUTHENTICATE PLAIN");
        await client.until(/^AUTHENTICATE \+/);
        await client.send(`AUTHENTICATE ${btoa("\0owner\0sesame")}`);
        await client.until(/ 903 /);
        await client.send("CAP END");
        await client.register("ann");
        assertEquals(await hostsOf(client), ["tor", "tor"]);
        await client.send("MODE ann +x");
        assertEquals(await hostsOf(client), ["tor", "tor"]);
      },
    ),
);
