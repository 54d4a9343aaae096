import { assert, assertEquals, assertMatch } from "@std/assert";
import project from "../../../deno.json" with { type: "json" };
import { FLAGS, parseFlags } from "../../../src/cli/flags.ts";
import { HELP, SUBCOMMANDS } from "../../../src/cli/subcommands.ts";
import { exampleConfig } from "../../../src/config/example.ts";
import { KEYS } from "../../../src/config/keys.ts";
import { MemoryProgram } from "../../support/memory_program.ts";

const SHELLS = ["bash", "zsh", "fish"];

/** What a command line prints that ends well. */
async function printed(...args: string[]): Promise<string> {
  await using program = new MemoryProgram(args);
  await program.start();
  assertEquals(await program.ended(), "exit 0");
  assertEquals(program.runtime.errors, []);
  return program.runtime.printed.join("\n");
}

Deno.test("--help has every subcommand", () => {
  for (const { help, name } of SUBCOMMANDS) {
    assertMatch(HELP, new RegExp(`^ +ircd ${name} .*${help}$`, "m"));
  }
});

Deno.test("example-config prints a file that check-config finds in order", async () => {
  const text = await printed("example-config");
  assertEquals(`${text}\n`, exampleConfig());
  await using program = new MemoryProgram(["check-config", "example.toml"]);
  program.write("example.toml", text);
  await program.start();
  assertEquals(await program.ended(), "exit 0");
  assertEquals(program.runtime.printed, ["example.toml is in order"]);
});

Deno.test("systemd-unit starts the server by a command line that it takes", async () => {
  const unit = await printed("systemd-unit");
  const [, line = ""] = /^ExecStart=\S+ (.*)$/m.exec(unit) ?? [];
  const { config, words } = parseFlags(line.split(" "));
  assertEquals([config, words], ["/etc/ircd/ircd.toml", []]);
  for (
    const setting of [
      "Type=notify",
      "DynamicUser=yes",
      "StateDirectory=ircd",
      "LimitNOFILE=65536",
      "ProtectSystem=strict",
    ]
  ) assert(unit.split("\n").includes(setting), setting);
  assertMatch(unit, /^WatchdogSec=\d+$/m);
});

for (const shell of SHELLS) {
  Deno.test(`completions ${shell} offers every flag and subcommand`, async () => {
    const script = (await printed("completions", shell))
      .replaceAll("\\n", "\n");
    const flags = [...Object.keys(FLAGS), "version", "help"];
    const dashes = shell === "fish" ? "-l " : "--";
    for (const flag of flags) {
      assertMatch(script, new RegExp(`${dashes}${flag}\\b`));
    }
    const words = [...SUBCOMMANDS.map(({ name }) => name), "anope", "atheme"];
    for (const word of words) {
      assertMatch(script, new RegExp(`\\b${word}\\b`));
    }
  });
}

Deno.test("--from is for import alone", async () => {
  for (const words of [[], ["export"]]) {
    await using program = new MemoryProgram([...words, "--from", "json"]);
    await program.start();
    assertEquals(await program.ended(), "exit 2");
    assertEquals(program.runtime.errors, ["ircd: --from is for import alone"]);
  }
});

Deno.test("completions of no known shell is a mistake", async () => {
  for (const words of [[], ["tcsh"], ["bash", "zsh"]]) {
    await using program = new MemoryProgram(["completions", ...words]);
    await program.start();
    assertEquals(await program.ended(), "exit 2");
    assertEquals(program.runtime.errors, [
      "ircd: completions needs one bash|zsh|fish",
    ]);
  }
});

Deno.test("man tells of every flag, subcommand, key and table", async () => {
  const page = await printed("man");
  assertMatch(page, new RegExp(`^\\.TH IRCD 8 "" "ircd ${project.version}"`));
  const roff = (name: string) => name.replaceAll("-", "\\-");
  const names = [
    ...[...Object.keys(FLAGS), "version", "help"].map((flag) => `--${flag}`),
    ...SUBCOMMANDS.map(({ name }) => name),
    ...KEYS.map(({ path }) => String(path.at(-1))),
  ];
  for (const name of names) {
    assert(page.includes(`.BR "${roff(name)}"`), name);
  }
});

Deno.test("man has a chapter of each subject that the README leaves to it, without Markdown", async () => {
  const page = await printed("man");
  for (
    const title of [
      "LISTENING",
      "WEBSOCKET",
      "LIMITS",
      "ACCOUNTS",
      "LOGGING IN",
      "BEING THERE",
      "PUSH",
      "OPERATORS",
      "CHANNELS THAT ARE KEPT",
      "WHAT WAS SAID BEFORE",
      "DATA",
      "FROM ANOPE AND ATHEME",
      "UPGRADES",
      "UPGRADES WITHOUT A HANDOVER",
    ]
  ) {
    assert(page.includes(`.SH "${title}"`), title);
  }
  assertEquals(page.match(/`|\*\*|^#+ /gm), null);
});

Deno.test("no line of man is a command of roff by chance", async () => {
  const known = /^\.(?:TH|SH|SS|TP|B|BR|br|PP|IP|nf|fi)(?: |$)/;
  for (const line of (await printed("man")).split("\n")) {
    assert(!/^[.']/.test(line) || known.test(line), line);
  }
});
