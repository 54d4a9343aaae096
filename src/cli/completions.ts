import { choicesOf, FLAGS } from "./flags.ts";
import type { Subcommand } from "./subcommand.ts";

/** What a shell can offer of the program. */
interface Offers {
  /** The flags, with their `--`, those without a value too */
  readonly flags: readonly Offer[];
  readonly subcommands: readonly Offer[];
}

interface Offer {
  readonly name: string;
  readonly help: string;
  /** What stands behind it: a file, one of these words, something else, or nothing */
  readonly value: "FILE" | "NAMES" | "OTHER" | readonly string[] | null;
}

const SHELLS: Readonly<Record<string, (offers: Offers) => string>> = {
  bash,
  zsh,
  fish,
};

/** `ircd completions bash|zsh|fish` */
export const completions: Subcommand = {
  name: "completions",
  argument: Object.keys(SHELLS),
  help: "print what completes this command line in a shell",
  run({ runtime, subcommands, words: [shell] }) {
    const flags: Offer[] = [
      ...Object.entries(FLAGS).map(([name, flag]) => ({
        name: `--${name}`,
        help: flag.help,
        value: choicesOf(flag) ??
          (flag.value === "FILE" ? "FILE" as const : "OTHER" as const),
      })),
      { name: "--version", help: "print the version", value: null },
      { name: "--help", help: "print all flags", value: null },
    ];
    const offers = subcommands.map(({ name, help, argument: value }) => ({
      name,
      help,
      value,
    }));
    runtime.print(SHELLS[shell]({ flags, subcommands: offers }));
  },
};

function bash({ flags, subcommands }: Offers): string {
  const all = [...flags, ...subcommands];
  const named = (offers: readonly Offer[]) =>
    offers.map(({ name }) => name).join("|");
  // Words stand on lines of their own, for names of files may have spaces.
  const choice = (words: readonly string[]) =>
    `COMPREPLY=($(compgen -W $'${words.join("\\n")}' -- "$cur"))`;
  return [
    "_ircd() {",
    "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}",
    "  local IFS=$'\\n'",
    "  COMPREPLY=()",
    "  case $prev in",
    `    ${named(all.filter(({ value }) => value === "FILE"))})`,
    '      COMPREPLY=($(compgen -f -- "$cur")) ;;',
    ...all.flatMap(({ name, value }) =>
      Array.isArray(value) ? [`    ${name}) ${choice(value)} ;;`] : []
    ),
    `    ${named(all.filter(({ value }) => value === "OTHER"))}) ;;`,
    `    *) ${choice(all.map(({ name }) => name))} ;;`,
    "  esac",
    "}",
    "complete -o filenames -F _ircd ircd",
  ].join("\n");
}

function zsh({ flags, subcommands }: Offers): string {
  const quoted = (text: string) =>
    text.replace(/[[\]:\\]/g, "\\$&").replaceAll("'", "'\\''");
  const files = subcommands.filter(({ value }) => value === "FILE");
  return [
    "#compdef ircd",
    "_ircd() {",
    "  _arguments \\",
    ...flags.map(({ name, help, value }) => {
      const action = value === "FILE"
        ? "_files"
        : Array.isArray(value)
        ? `(${value.join(" ")})`
        : "";
      const tail = value === null ? "" : `:${name.slice(2)}:${action}`;
      return `    '${name}[${quoted(help)}]${tail}' \\`;
    }),
    "    '1:command:_ircd_commands' '2:argument:_ircd_arguments'",
    "}",
    "_ircd_commands() {",
    "  local -a commands=(",
    ...subcommands.map(({ name, help }) => `    '${name}:${quoted(help)}'`),
    "  )",
    "  _describe command commands",
    "}",
    "_ircd_arguments() {",
    "  case $words[2] in",
    `    ${files.map(({ name }) => name).join("|")}) _files ;;`,
    ...subcommands.flatMap(({ name, value }) =>
      Array.isArray(value) ? [`    ${name}) compadd ${value.join(" ")} ;;`] : []
    ),
    "  esac",
    "}",
    "if [[ $funcstack[1] == _ircd ]]; then",
    '  _ircd "$@"',
    "else",
    "  compdef _ircd ircd",
    "fi",
  ].join("\n");
}

function fish({ flags, subcommands }: Offers): string {
  const quoted = (text: string) => `'${text.replace(/[\\']/g, "\\$&")}'`;
  return [
    "complete -c ircd -f",
    ...flags.map(({ name, help, value }) =>
      [
        `complete -c ircd -l ${name.slice(2)}`,
        ...(value === null ? [] : [value === "FILE" ? "-r -F" : "-x"]),
        ...(Array.isArray(value) ? [`-a ${quoted(value.join(" "))}`] : []),
        `-d ${quoted(help)}`,
      ].join(" ")
    ),
    ...subcommands.map(({ name, help }) =>
      `complete -c ircd -n __fish_use_subcommand -a ${name} -d ${quoted(help)}`
    ),
    ...subcommands.flatMap(({ name, value }) => {
      const condition = `-n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
      if (value === "FILE") return [`complete -c ircd ${condition} -F`];
      return Array.isArray(value)
        ? [`complete -c ircd ${condition} -a ${quoted(value.join(" "))}`]
        : [];
    }),
  ].join("\n");
}
