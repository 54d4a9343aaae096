import { assert, assertEquals, assertThrows } from "@std/assert";
import { parseFlags, UsageError } from "../../../src/cli/flags.ts";
import { HELP } from "../../../src/cli/subcommands.ts";

const NOTHING = {
  help: false,
  version: false,
  words: [],
  config: undefined,
  from: undefined,
  settings: {},
};

Deno.test("an empty command line asks for nothing", () => {
  assertEquals(parseFlags([]), NOTHING);
});

Deno.test("a flag of words takes one of them", () => {
  const { from, words } = parseFlags(["import", "a.db", "--from", "atheme"]);
  assertEquals([from, words], ["atheme", ["import", "a.db"]]);
  assertThrows(
    () => parseFlags(["import", "a.db", "--from", "ergo"]),
    UsageError,
    "--from must be anope|atheme|json",
  );
});

Deno.test("every setting has its flag, numbers as numbers", () => {
  assertEquals(
    parseFlags([
      ...["--config", "ircd.toml", "--port", "0", "--host", "127.0.0.1"],
      ...["--password", "0123", "--name", "irc.test", "--network", "Net"],
      ...["--motd=motd.txt", "--ping-interval=90", "--ping-timeout=15"],
    ]),
    {
      ...NOTHING,
      config: "ircd.toml",
      settings: {
        port: 0,
        host: "127.0.0.1",
        password: "0123",
        name: "irc.test",
        network: "Net",
        motd: "motd.txt",
        "ping-interval": 90,
        "ping-timeout": 15,
      },
    },
  );
  assertEquals(parseFlags(["--password-file", "secret"]).settings, {
    "password-file": "secret",
  });
});

for (const port of ["irc", "1.5", "0x10", "1e3", " 1"]) {
  Deno.test(`a port that is no number stays as it is: "${port}"`, () => {
    assertEquals(parseFlags(["--port", port]).settings, { port });
  });
}

Deno.test("--help and --version take no value", () => {
  assertEquals(parseFlags(["--help", "--version"]), {
    ...NOTHING,
    help: true,
    version: true,
  });
});

Deno.test("words are what is no flag", () => {
  const line = parseFlags(["check-config", "ircd.toml", "--port", "1"]);
  assertEquals(line.words, ["check-config", "ircd.toml"]);
  assertEquals(line.settings, { port: 1 });
  assertEquals(parseFlags(["7000"]).words, ["7000"]);
});

for (
  const [fault, ...args] of [
    ["unknown argument --prot (see --help)", "--prot", "7000"],
    ["unknown argument -p (see --help)", "-p", "7000"],
    ["unknown argument --no-port (see --help)", "--no-port"],
    ["--port needs a value", "--port"],
    ["--port needs a value", "--port", "--host", "::"],
    ["--config needs a value", "--config="],
    ["--port given twice", "--port", "7000", "--port", "7000"],
    ["--config given twice", "--config", "a", "--config", "b"],
    [
      "--password and --password-file exclude each other",
      ...["--password", "a", "--password-file", "b"],
    ],
  ]
) {
  Deno.test(`${args.join(" ")}: ${fault}`, () => {
    assertEquals(
      assertThrows(() => parseFlags(args), UsageError).message,
      fault,
    );
  });
}

Deno.test("--help has every flag", () => {
  const lines = HELP.split("\n");
  const flags =
    "config port ws-port host password password-file name network motd " +
    "ping-interval ping-timeout version help";
  for (const flag of flags.split(" ")) {
    assert(lines.some((line) => line.startsWith(`  --${flag} `)), flag);
  }
});
