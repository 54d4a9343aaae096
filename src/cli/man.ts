import project from "../../deno.json" with { type: "json" };
import { nameOfKey, wordsOf } from "../config/example.ts";
import { KEY_TABLES } from "../config/keys.ts";
import { TABLE_WORDS } from "../config/words.ts";
import { variableOf } from "../config/variables.ts";
import { FLAGS } from "./flags.ts";
import { CHAPTERS } from "./manual/chapters.ts";
import { escape, inline, roffOf } from "./manual/roff.ts";
import { type Subcommand, syntaxOf } from "./subcommand.ts";

/** `ircd man` */
export const man: Subcommand = {
  name: "man",
  argument: null,
  help: "print the manual page, as `man -l -` shows it",
  run({ runtime, subcommands }) {
    runtime.print(page(subcommands));
  },
};

function page(subcommands: readonly Subcommand[]): string {
  return [
    `.TH IRCD 8 "" "ircd ${project.version}"`,
    section("NAME", String.raw`ircd \- an IRC server`),
    section("SYNOPSIS"),
    ".B ircd",
    "[options]",
    ...subcommands.flatMap((subcommand) =>
      [
        ".br",
        `.B ircd ${escape(subcommand.name)}`,
        escape(syntaxOf(subcommand)),
      ].filter((line) => line !== "")
    ),
    section("OPTIONS"),
    ...Object.entries(FLAGS).flatMap(([name, { help, value }]) =>
      entry(`--${name}`, value, help)
    ),
    ...entry("--version", "", "print the version"),
    ...entry("--help", "", "print all flags"),
    section("COMMANDS"),
    ...subcommands.flatMap((subcommand) =>
      entry(subcommand.name, syntaxOf(subcommand), subcommand.help)
    ),
    section(
      "CONFIGURATION",
      "The file is TOML. Flags override variables of the environment, and these the file.",
    ),
    ...KEY_TABLES.flatMap(({ name, isList, keys }) => [
      `.SS ${escape(isList ? `[[${name}]]` : `[${name}]`)}`,
      escape(TABLE_WORDS[name] ?? ""),
      ...keys.flatMap((key) => {
        const { help } = wordsOf(key);
        const value = key.initial === undefined
          ? ""
          : `= ${JSON.stringify(key.initial)}`;
        return entry(String(key.path.at(-1)), value, help);
      }),
    ]),
    ...CHAPTERS.flatMap((chapter) => roffOf(chapter)),
    section("ENVIRONMENT"),
    ...entry("IRCD_PASSWORD", "", "what clients must give with PASS"),
    ...entry(
      "STATE_DIRECTORY",
      "",
      "the folder of what is kept, where nothing else says which; systemd sets it",
    ),
    ...entry(
      variableOf(["server", "name"]),
      "",
      `sets ${
        nameOfKey({ path: ["server", "name"] })
      }, and so on for every key: ` +
        "- is _, and what is in a table stands behind another __; lists are JSON, " +
        `or one by one: ${variableOf(["operator", 0, "name"])}`,
    ),
    section("SIGNALS"),
    ...entry("SIGHUP", "", "reads the configuration again"),
    ...entry("SIGUSR2", "", "lets a new process of the program take over"),
    ...entry("SIGINT, SIGTERM", "", "ends the server"),
    section("EXIT STATUS"),
    ...entry("0", "", "at a signal, or DIE"),
    ...entry("1", "", "a failure: a port in use, a file that cannot be read"),
    ...entry("2", "", "a mistake in the call or in the configuration"),
  ].join("\n");
}

function section(title: string, ...lines: string[]): string {
  return [`.SH ${title.includes(" ") ? `"${title}"` : title}`, ...lines]
    .join("\n");
}

function entry(name: string, value: string, help: string): string[] {
  const head = value === ""
    ? ""
    : ` " \\fI${escape(value).replaceAll('"', '""')}\\fR"`;
  return [".TP", `.BR "${escape(name)}"${head}`, inline(help)];
}
