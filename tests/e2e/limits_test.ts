import { createSocket } from "node:dgram";
import { connect } from "node:net";
import { assertEquals, assertMatch } from "@std/assert";
import { forEachProgram } from "../support/for_each.ts";
import type { Program } from "../support/program.ts";
import { ServerProcess } from "../support/server_process.ts";
import { SocketClient } from "../support/socket_client.ts";

/** A server of its own with a configuration. */
async function start(program: Program, text: string): Promise<ServerProcess> {
  const file = await Deno.makeTempFile({ suffix: ".toml" });
  try {
    await Deno.writeTextFile(file, `[server]\nport = 0\n${text}`);
    const flags = ["--config", file];
    return await ServerProcess.start(program, { flags });
  } finally {
    await Deno.remove(file);
  }
}

const LINK = "ERROR :Closing link: [127.0.0.1]";

forEachProgram(
  "who comes too often from one address is told so, and others still come",
  async (program) => {
    await using server = await start(
      program,
      "[connections]\nexempt = []\naddress = 2\n",
    );
    const alice = await server.register("alice", "127.0.0.1");
    await server.register("bob", "127.0.0.1");
    for (let count = 0; count < 20; count++) {
      const refused = await server.connect("127.0.0.1");
      const lines = await refused.remaining();
      assertEquals(lines.map((line) => line.replace("::ffff:", "")), [
        `${
          LINK.replace("::ffff:", "")
        } (Too many connections from your address)`,
      ]);
    }
    const carol = await server.register("carol", "::1");
    await carol.send("MONITOR + alice");
    await carol.until(/ 730 /);
    alice.close();
    await carol.until(/ 731 carol :alice$/);
    await server.register("dave", "127.0.0.1");
    assertEquals(server.errors, "");
  },
);

forEachProgram(
  "a listener for Tor has limits of its own, and who is over them is told so",
  async (program) => {
    const file = await Deno.makeTempFile({ suffix: ".toml" });
    await Deno.writeTextFile(
      file,
      '[[listen]]\nport = 0\nname = "tor"\ntor = true\n' +
        "connections = 2\nunregistered = 1\n\n[[listen]]\nport = 0\n",
    );
    const options = { flags: ["--config", file], listeners: 2 };
    await using server = await ServerProcess.start(program, options);
    await Deno.remove(file);
    const refusal = async () => {
      const refused = await server.connect("127.0.0.1");
      return (await refused.remaining()).at(-1);
    };
    const first = await server.connect("127.0.0.1");
    await first.settle();
    assertEquals(
      await refusal(),
      "ERROR :Closing link: [tor] (Too many connections to this listener " +
        "that have not registered, try again later)",
    );
    await first.register("alice");
    await server.register("bob", "127.0.0.1");
    assertEquals(
      await refusal(),
      "ERROR :Closing link: [tor] (Too many connections to this listener)",
    );
    using carol = await SocketClient.connect(await server.portOf(1));
    await carol.register("carol");
    await first.send("QUIT");
    await first.remaining();
    first.close();
    await carol.settle();
    await server.register("alice", "127.0.0.1");
    assertEquals(server.errors, "");
  },
);

const CLOAK = /^[a-z2-7]{8}\.[a-z2-7]{8}\.[a-z2-7]{8}\.ip$/;

forEachProgram(
  "by itself the server shows nobody where the others are",
  async (program) => {
    await using server = await ServerProcess.start(program, {
      asItComes: true,
    });
    const watcher = await server.register("watcher", "::1");
    for (const [nick, address] of [["four", "127.0.0.1"], ["six", "::1"]]) {
      await server.register(nick, address);
      await watcher.send(`WHO ${nick} %h`);
      const line = (await watcher.until(/ 354 /)).at(-1) ?? "";
      assertMatch(line.split(" :")[1], CLOAK);
    }
  },
);

/** Answers checks: refuses IPv6, and wants others to log in. */
function serveChecks() {
  const asked: string[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      const line = await request.text();
      asked.push(line);
      const result = JSON.parse(line).address.includes("127.0.0.1")
        ? { result: "require-sasl" }
        : { result: "refuse", reason: "Not from there" };
      return new Response(`${JSON.stringify(result)}\n`);
    },
  );
  const url = `http://127.0.0.1:${server.addr.port}/`;
  return { url, asked, stop: () => server.shutdown() };
}

const NONE_EXEMPT = "[connections]\nexempt = []\n";

forEachProgram(
  "who is refused by a check over HTTP is told so",
  async (program) => {
    const checks = serveChecks();
    try {
      const config = `${NONE_EXEMPT}[check]\nurl = "${checks.url}"\n`;
      await using server = await start(program, config);
      const six = await server.connect("::1");
      assertEquals(await six.remaining(), [
        "ERROR :Closing link: [0::1] (Not from there)",
      ]);
      const four = await server.connect("127.0.0.1");
      await four.send("NICK four", "USER four 0 * :Four");
      const lines = await four.remaining();
      assertMatch(lines.at(-2) ?? "", / FAIL \* ACCOUNT_REQUIRED /);
      assertEquals(checks.asked.length, 2);
      assertEquals(server.errors, "");
    } finally {
      await checks.stop();
    }
  },
);

forEachProgram(
  "a check that is not there lets in or keeps out, as set",
  async (program) => {
    const check = `${NONE_EXEMPT}[check]\nurl = "http://127.0.0.1:9/"\n`;
    await using open = await start(program, check);
    await open.register("alice", "127.0.0.1");
    await using closed = await start(
      program,
      `${check}on-failure = "refuse"\n`,
    );
    const refused = await closed.connect("127.0.0.1");
    assertEquals(await refused.remaining(), [
      `${LINK} (Your connection cannot be checked now)`,
    ]);
    assertMatch(
      closed.errors,
      / warning check: the check of a connection failed: /,
    );
  },
);

const SCRIPT = `#!/bin/sh
read line
echo "{\\"result\\":\\"refuse\\",\\"reason\\":\\"By $1\\"}"
`;

forEachProgram("a check may be a program", async (program) => {
  const file = await Deno.makeTempFile({ suffix: ".sh" });
  try {
    await Deno.writeTextFile(file, SCRIPT);
    await Deno.chmod(file, 0o755);
    await using server = await start(
      program,
      `${NONE_EXEMPT}[check]\ncommand = ["${file}", "rule"]\n`,
    );
    const refused = await server.connect("127.0.0.1");
    assertEquals(await refused.remaining(), [`${LINK} (By rule)`]);
    assertEquals(server.errors, "");
  } finally {
    await Deno.remove(file);
  }
});

const HEADER_BYTES = 12;
const [TYPE_A, TYPE_PTR] = [1, 12];

function encodeName(name: string): number[] {
  const labels = name.split(".").map((label) => [
    label.length,
    ...new TextEncoder().encode(label),
  ]);
  return [...labels.flat(), 0];
}

/** A name server to which one address is client.example.org, and all others claim to be it too. */
function serveNames(of: string): Promise<{ port: number; stop(): void }> {
  const socket = createSocket("udp4");
  socket.on("message", (query, { address, port }) => {
    const end = query.indexOf(0, HEADER_BYTES) + 1;
    const question = query.subarray(HEADER_BYTES, end + 4);
    const type = query.readUInt16BE(end);
    const data = new Map([
      [TYPE_PTR, encodeName("client.example.org")],
      [TYPE_A, of.split(".").map(Number)],
    ]).get(type);
    const record = data === undefined ? [] : [
      0xc0,
      HEADER_BYTES,
      0,
      type,
      0,
      1,
      0,
      0,
      0,
      60,
      0,
      data.length,
      ...data,
    ];
    const answers = record.length > 0 ? 1 : 0;
    const head = [0x81, 0x80, 0, 1, 0, answers, 0, 0, 0, 0];
    const id = query.subarray(0, 2);
    socket.send(
      new Uint8Array([...id, ...head, ...question, ...record]),
      port,
      address,
    );
  });
  return new Promise((resolve) =>
    socket.bind(
      0,
      "127.0.0.1",
      () =>
        resolve({ port: socket.address().port, stop: () => socket.close() }),
    )
  );
}

/** An address of this machine; Deno knows by itself what those of loopback are called. */
const OWN =
  Deno.networkInterfaces().find(({ address, family }) =>
    family === "IPv4" && !address.startsWith("127.")
  )?.address ?? "127.0.0.2";

/** @returns the host that a client is shown with, which comes from an address of this machine */
async function hostFrom(
  address: string,
  { port }: ServerProcess,
): Promise<string> {
  const socket = connect({ host: address, port, localAddress: address });
  socket.write("NICK me\r\nUSER me 0 * :Me\r\nJOIN #a\r\nQUIT\r\n");
  const text = (await socket.setEncoding("utf8").toArray()).join("");
  return /^:me!~me@(\S+) JOIN /m.exec(text)?.[1] ?? text;
}

forEachProgram(
  "a host is shown by its name where that leads back to it",
  async (program) => {
    const names = await serveNames(OWN);
    try {
      await using server = await start(
        program,
        `${NONE_EXEMPT}[users]\nmodes = ""\n` +
          `[dns]\nreverse = true\nservers = ["127.0.0.1:${names.port}"]\n`,
      );
      assertEquals(await hostFrom(OWN, server), "client.example.org");
      assertEquals(await hostFrom("127.0.0.3", server), "127.0.0.3");
    } finally {
      names.stop();
    }
  },
);
