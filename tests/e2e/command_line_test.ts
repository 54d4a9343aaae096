import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import project from "../../deno.json" with { type: "json" };
import { forEachProgram } from "../support/for_each.ts";
import { run } from "../support/program.ts";
import { ServerProcess } from "../support/server_process.ts";

const USAGE_ERRORS: readonly [fault: string, ...flags: string[]][] = [
  ["unknown argument --prot (see --help)", "--prot", "7000"],
  ["unknown argument 7000 (see --help)", "7000"],
  ["--port needs a value", "--port"],
  ["--port given twice", "--port", "7000", "--port", "7001"],
  ["--port must be a whole number from 0 to 65535", "--port", "http"],
  ["--port must be a whole number from 0 to 65535", "--port", "65536"],
  [
    "--name must be letters, digits and hyphens with a dot, like irc.example.org",
    "--name",
    "localhost",
  ],
  ["--network must be one word without : = and ,", "--network", "My Net"],
  [
    "--ping-interval must be a whole number of seconds from 1 to 86400",
    "--ping-interval",
    "0",
  ],
  [
    "--ping-timeout must be a whole number of seconds from 1 to 86400",
    "--ping-timeout",
    "1.5",
  ],
  [
    "--password and --password-file exclude each other",
    "--password",
    "secret",
    "--password-file",
    "/dev/null",
  ],
];

const FAILURES: readonly [fault: string, ...flags: string[]][] = [
  ["--motd /no/motd cannot be read", "--motd", "/no/motd"],
  ["--motd / cannot be read", "--motd", "/"],
  [
    "--password-file /no/secret cannot be read",
    "--password-file",
    "/no/secret",
  ],
  [
    "cannot listen on 192.0.2.1:0: this machine has no such address",
    "--host",
    "192.0.2.1",
    "--port",
    "0",
  ],
];

forEachProgram("--help prints every flag", async (program) => {
  const { code, output, errors } = await run(program, { flags: ["--help"] });
  assertEquals({ code, errors }, { code: 0, errors: "" });
  const flags = "port host password password-file name network motd " +
    "ping-interval ping-timeout version help";
  for (const flag of flags.split(" ")) {
    assertMatch(output, new RegExp(`^  --${flag} `, "m"));
  }
});

forEachProgram("--version prints the version", async (program) => {
  assertEquals(await run(program, { flags: ["--version"] }), {
    code: 0,
    output: `ircd ${project.version}\n`,
    errors: "",
  });
});

forEachProgram(
  "a mistake in the call is named on one line, and the status is 2",
  async (program) => {
    for (const [fault, ...flags] of USAGE_ERRORS) {
      const errors = `ircd: ${fault}\n`;
      assertEquals(await run(program, { flags }), {
        code: 2,
        output: "",
        errors,
      });
    }
  },
);

forEachProgram(
  "what fails is named on one line, and the status is 1",
  async (program) => {
    for (const [fault, ...flags] of FAILURES) {
      const errors = `ircd: ${fault}\n`;
      assertEquals(await run(program, { flags }), {
        code: 1,
        output: "",
        errors,
      });
    }
  },
);

forEachProgram(
  "a port in use is named on one line, and the status is 1",
  async (program) => {
    await using server = await ServerProcess.start(program);
    const { port } = server;
    for (const host of ["::", "127.0.0.1"]) {
      const flags = ["--host", host, "--port", String(port)];
      const place = host === "::" ? `[::]:${port}` : `${host}:${port}`;
      assertEquals(await run(program, { flags }), {
        code: 1,
        output: "",
        errors: `ircd: cannot listen on ${place}: the port is in use\n`,
      });
    }
  },
);

forEachProgram(
  "--port 0 takes a free port, and says which",
  async (program) => {
    await using one = await ServerProcess.start(program);
    await using other = await ServerProcess.start(program);
    assertMatch(
      one.announcement,
      /^ircd-\S+ \(irc\.localhost\) listens on \[::\]:[1-9]\d*\n$/,
    );
    assertEquals(one.port === other.port, false);
    await one.register("alice");
    await other.register("alice");
  },
);

forEachProgram(
  "--host 127.0.0.1 listens there and nowhere else",
  async (program) => {
    await using server = await ServerProcess.start(program, {
      flags: ["--host", "127.0.0.1", "--port", "0"],
    });
    assertMatch(server.announcement, / listens on 127\.0\.0\.1:\d+\n$/);
    await server.register("alice");
    for (const elsewhere of ["::1", "127.0.0.2"]) {
      await assertRejects(
        () => server.connect(elsewhere),
        Deno.errors.ConnectionRefused,
      );
    }
  },
);

forEachProgram(
  "--name and --network are what the server calls itself",
  async (program) => {
    await using server = await ServerProcess.start(program, {
      flags: ["--port", "0", "--name", "tea.example", "--network", "TeaNet"],
    });
    const client = await server.connect();
    await client.line();
    await client.send("NICK alice", "USER alice 0 * :Alice");
    assertEquals(
      await client.line(),
      ":tea.example 001 alice :Welcome to the TeaNet network, " +
        "alice!~alice@127.0.0.1",
    );
  },
);
