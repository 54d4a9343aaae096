import { assert, assertEquals, assertMatch } from "@std/assert";
import { hashPassword } from "../../src/config/passwords.ts";
import { forEachProgram } from "../support/for_each.ts";
import { type Program, run } from "../support/program.ts";
import { ServerProcess } from "../support/server_process.ts";
import { until } from "../support/within.ts";
import { SocketClient } from "../support/socket_client.ts";

const HASH = await hashPassword("open sesame");

function config(network: string): string {
  return `
[server]
name = "irc.example.org"
network = "${network}"
port = 0

[users]
modes = ""

[[class]]
name = "admin"
privileges = ["ban", "die", "rehash"]

[[operator]]
name = "root"
password = "${HASH}"
hosts = ["*@127.0.0.1"]
class = "admin"
`;
}

/** A folder with a configuration file, gone after the test. */
async function withConfig(
  text: string,
  test: (file: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const file = `${folder}/ircd.toml`;
    await Deno.writeTextFile(file, text);
    await test(file);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function start(program: Program, file: string): Promise<ServerProcess> {
  return ServerProcess.start(program, { flags: ["--config", file] });
}

async function operator(server: ServerProcess): Promise<SocketClient> {
  const client = await server.register("alice", "127.0.0.1");
  await client.send("OPER root :open sesame");
  await client.until(/ 381 /);
  await client.settle();
  return client;
}

/** The NETWORK token that a newcomer is told. */
async function networkOf(server: ServerProcess, nick: string): Promise<string> {
  const client = await server.connect();
  await client.send(`NICK ${nick}`, `USER ${nick} 0 * :${nick}`);
  const lines = await client.until(/ 422 /);
  const [, network = ""] = / NETWORK=(\S+)/.exec(lines.join("\n")) ?? [];
  return network;
}

forEachProgram(
  "OPER with the right password makes an operator",
  (program) =>
    withConfig(config("One"), async (file) => {
      await using server = await start(program, file);
      const client = await server.register("alice", "127.0.0.1");
      await client.send("OPER root :open says me", "PING a");
      assertEquals(await client.until(/ PONG /), [
        ":irc.example.org 464 alice :Password incorrect",
        ":irc.example.org PONG irc.example.org :a",
      ]);
      await client.send("OPER root :open sesame");
      assertEquals(
        (await client.until(/ 381 /)).pop(),
        ":irc.example.org 381 alice :You are now an IRC operator",
      );
    }),
);

forEachProgram(
  "REHASH and SIGHUP reload the file, and nobody is disconnected",
  (program) =>
    withConfig(config("One"), async (file) => {
      await using server = await start(program, file);
      const client = await operator(server);
      assertEquals(await networkOf(server, "first"), "One");

      await Deno.writeTextFile(file, config("Two"));
      await client.send("REHASH");
      await client.until(/ NOTICE .*read again/);
      assertEquals(await networkOf(server, "second"), "Two");

      await Deno.writeTextFile(file, config("Three"));
      server.signal("SIGHUP");
      await client.until(/ NOTICE .*read again/);
      assertEquals(await networkOf(server, "third"), "Three");
    }),
);

forEachProgram(
  "a file with mistakes changes nothing when it is reloaded",
  (program) =>
    withConfig(config("One"), async (file) => {
      const server = await start(program, file);
      const client = await operator(server);
      await Deno.writeTextFile(file, `${config("Two")}\n[limits]\nmodes = 0\n`);
      await client.send("REHASH");
      await client.until(/stays as it was: .*limits\.modes must be/);
      assertEquals(await networkOf(server, "second"), "One");
      const { code, errors } = await server.stop();
      assertEquals(code, 0);
      assertMatch(errors, / warning config: .*limits\.modes must be .*\n$/);
    }),
);

forEachProgram(
  "a file with mistakes keeps the server from starting: each is named with its line, and the status is 2",
  (program) =>
    withConfig(
      config("Two words").replace("port = 0", 'port = "x"'),
      async (file) => {
        for (const flags of [["--config", file], ["check-config", file]]) {
          const { code, output, errors } = await run(program, { flags });
          assertEquals({ code, output }, { code: 2, output: "" });
          assertEquals(errors.split("\n"), [
            `ircd: ${file}:4: server.network must be one word without : = and ,`,
            `ircd: ${file}:5: server.port must be a whole number from 0 to 65535`,
            "",
          ]);
        }
      },
    ),
);

forEachProgram(
  "server bans are kept across restarts",
  (program) =>
    withConfig(config("One"), async (file) => {
      const data = file.replace(/[^/]+$/, "data");
      const flags = ["--config", file, "--data", data];
      {
        await using server = await ServerProcess.start(program, { flags });
        const client = await operator(server);
        await client.send("DLINE 1h 0::1 :Away with you");
        await client.until(/ NOTICE .*D-line of 0::1/);
        await client.send("DIE");
        await client.remaining();
        assertEquals((await server.ended()).code, 0);
      }
      await using server = await ServerProcess.start(program, { flags });
      const refused = await server.connect("::1");
      const lines = await refused.remaining();
      assert(
        lines.some((line) => / 465 .*Away with you/.test(line)),
        lines.join("\n"),
      );
      await server.register("bob", "127.0.0.1");
    }),
);

forEachProgram(
  "RESTART begins anew in a new process, with what is set now, wherever it has file descriptors left",
  (program) =>
    withConfig("", async (file) => {
      for (const fileDescriptors of [undefined, 64]) {
        await Deno.writeTextFile(file, config("One"));
        await using server = await ServerProcess.start(program, {
          flags: ["--config", file],
          fileDescriptors,
        });
        const client = await operator(server);
        const others = fileDescriptors === undefined
          ? []
          : await exhaust(server);
        await Deno.writeTextFile(file, config("Two"));
        await client.send("RESTART");
        await server.successor();
        for (const other of others) other.close();
        assertEquals(await networkOf(server, "again"), "Two");
      }
    }),
);

forEachProgram(
  "a file with several [[listen]] is served on all of them",
  (program) =>
    withConfig("", async (file) => {
      const [one, other] = [freePort(), freePort()];
      const places = `[[listen]]\nhost = "127.0.0.1"\nport = ${one}\n` +
        `[[listen]]\nkind = "plain"\nhost = "::1"\nport = ${other}\n`;
      await Deno.writeTextFile(
        file,
        config("One").replace("port = 0\n", "") + places,
      );
      await using server = await start(program, file);
      using alice = await SocketClient.connect(one);
      using bob = await SocketClient.connect(other, "::1");
      await alice.register("alice");
      await bob.register("bob");
      await alice.send("PRIVMSG bob :hello");
      assertMatch(await bob.line(), /^:alice!\S+ PRIVMSG bob :hello$/);
      alice.close();
      bob.close();
      const { output } = await server.stop();
      assertEquals(
        output.split("\n").map((line) => line.split(" listens on ")[1]),
        [`127.0.0.1:${one}`, `[::1]:${other}`, undefined],
      );
    }),
);

forEachProgram(
  "where one [[listen]] cannot be had, there is none: that is one line, and the status is 1",
  (program) =>
    withConfig("", async (file) => {
      using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
      const ports = [freePort(), taken.addr.port];
      const places = ports.map((port) =>
        `[[listen]]\nhost = "127.0.0.1"\nport = ${port}\n`
      );
      await Deno.writeTextFile(file, places.join(""));
      assertEquals(await run(program, { flags: ["--config", file] }), {
        code: 1,
        output: "",
        errors: `ircd: cannot listen on 127.0.0.1:${ports[1]}: ` +
          "the port is in use\n",
      });
    }),
);

/** Takes all file descriptors that the server has. @returns the connections, to be closed */
async function exhaust(server: ServerProcess): Promise<SocketClient[]> {
  const clients: SocketClient[] = [];
  while (clients.length < 70) clients.push(await server.connect());
  await until(
    5000,
    "it complains",
    () => server.errors.includes("out of file descriptors"),
  );
  return clients;
}

forEachProgram(
  "without file descriptors a KLINE is kept, and REHASH reads the file",
  (program) =>
    withConfig(config("One"), async (file) => {
      const data = ["--data", file.replace(/[^/]+$/, "data")];
      await using server = await ServerProcess.start(program, {
        flags: ["--config", file, ...data],
        fileDescriptors: 64,
      });
      const client = await operator(server);
      await exhaust(server);
      for (const mask of ["*@192.0.2.1", "*@192.0.2.2"]) {
        await client.send(`KLINE ${mask} :Away`);
        await client.until(/ NOTICE .*K-line/);
      }
      const exported = await run(program, { flags: ["export", ...data] });
      assertEquals(exported.output.match(/192\.0\.2\.\d/g)?.length, 4);
      await client.settle();
      for (let count = 0; count < 5; count++) {
        await client.send("REHASH");
        await client.until(/ NOTICE .*read again/);
      }
    }),
);

function freePort(): number {
  using listener = Deno.listen({ hostname: "::", port: 0 });
  return listener.addr.port;
}

forEachProgram("hash-password prints what the file needs", async (program) => {
  const { code, output } = await run(program, {
    flags: ["hash-password"],
    input: "open sesame\n",
  });
  assertEquals(code, 0);
  assertMatch(output, /^\$scrypt\$ln=15,r=8,p=1\$[\w+/]+\$[\w+/]+\n$/);
});
