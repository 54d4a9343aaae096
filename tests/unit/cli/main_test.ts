import { assert, assertEquals } from "@std/assert";
import project from "../../../deno.json" with { type: "json" };
import { HELP } from "../../../src/cli/subcommands.ts";
import { verifyPassword } from "../../../src/config/passwords.ts";
import { MemoryProgram } from "../../support/memory_program.ts";
import type { MemoryRuntime } from "../../support/memory_runtime.ts";

/** How a command line ends that starts no server. */
async function outcome(
  args: readonly string[],
  prepare: (runtime: MemoryRuntime) => void = () => {},
): Promise<{ ending: string; printed: string[]; errors: string[] }> {
  await using program = new MemoryProgram(args);
  const { runtime } = program;
  prepare(runtime);
  await program.start();
  const ending = await program.ended();
  return { ending, printed: runtime.printed, errors: runtime.errors };
}

Deno.test("--help prints the help, --version the version", async () => {
  const ended = { ending: "exit by itself", errors: [] };
  assertEquals(await outcome(["--help", "--port", "x"]), {
    ...ended,
    printed: [HELP],
  });
  assertEquals(await outcome(["--version"]), {
    ...ended,
    printed: [`ircd ${project.version}`],
  });
});

Deno.test("check-config of a good file says so and ends with 0", async () => {
  assertEquals(await outcome(["check-config", "ircd.toml"]), {
    ending: "exit 0",
    printed: ["ircd.toml is in order"],
    errors: [],
  });
});

Deno.test("check-config of a bad file names each mistake on a line and ends with 2", async () => {
  const text = "[server]\nport = -1\nprot = 1\n";
  assertEquals(
    await outcome(
      ["check-config", "bad.toml"],
      ({ files }) => files.set("bad.toml", text),
    ),
    {
      ending: "exit 2",
      printed: [],
      errors: [
        "ircd: bad.toml:2: server.port must be a whole number from 0 to 65535",
        "ircd: bad.toml:3: server.prot is no setting",
      ],
    },
  );
});

for (
  const [status, error, ...args] of [
    [2, "unknown argument --prot (see --help)", "--prot"],
    [2, "unknown argument 7000 (see --help)", "7000"],
    [2, "check-config needs one FILE", "check-config"],
    [
      2,
      "check-config needs one FILE",
      ...["check-config", "a", "b"],
    ],
    [
      2,
      "unknown argument hash-password x (see --help)",
      ...["hash-password", "x"],
    ],
    [2, "--port must be a whole number from 0 to 65535", "--port", "irc"],
    [1, "--config none.toml cannot be read", "check-config", "none.toml"],
    [1, "--config none.toml cannot be read", "--config", "none.toml"],
    [1, "--motd none.txt cannot be read", "--motd", "none.txt"],
  ] as const
) {
  Deno.test(`${args.join(" ")} ends with ${status}: ${error}`, async () => {
    assertEquals(await outcome(args), {
      ending: `exit ${status}`,
      printed: [],
      errors: [`ircd: ${error}`],
    });
  });
}

Deno.test("hash-password prints a hash of the password that it is given", async () => {
  const { ending, printed, errors } = await outcome(
    ["hash-password"],
    (runtime) => runtime.secret = "open sesame",
  );
  assertEquals([ending, printed.length, errors], ["exit 0", 1, []]);
  assert(await verifyPassword(printed[0], "open sesame"));
});

for (const secret of [null, ""]) {
  Deno.test(`hash-password of ${JSON.stringify(secret)} ends with 2`, async () => {
    const prepare = (runtime: MemoryRuntime) => void (runtime.secret = secret);
    assertEquals(await outcome(["hash-password"], prepare), {
      ending: "exit 2",
      printed: [],
      errors: ["ircd: no password was given"],
    });
  });
}

Deno.test("the server says where it listens, and ends with 0 at a signal", async () => {
  await using program = await new MemoryProgram().start();
  const { runtime } = program;
  const client = await program.register("ann");
  client.take();
  runtime.signals?.stop();
  assertEquals(await program.ended(), "exit 0");
  assertEquals(client.take(), ["ERROR :Server shutting down"]);
  const version = `ircd-${project.version}`;
  assertEquals(runtime.printed, [`${version} (irc.test) listens on [::]:7000`]);
  assertEquals(runtime.errors, []);
});

Deno.test("where it cannot listen, it says why and ends with 1", async () => {
  const { ending, errors } = await outcome(
    ["--host", "192.0.2.1", "--port", "80"],
    (runtime) => {
      runtime.listen = () => {
        throw Object.assign(new Error("denied"), { code: "EACCES" });
      };
    },
  );
  assertEquals([ending, errors], [
    "exit 1",
    ["ircd: cannot listen on 192.0.2.1:80: permission denied"],
  ]);
});
