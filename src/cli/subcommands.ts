import { backup } from "./backup.ts";
import { checkConfig } from "./check_config.ts";
import { checkData } from "./check_data.ts";
import { completions } from "./completions.ts";
import { exampleConfig } from "./example_config.ts";
import { exportData } from "./export.ts";
import { FLAGS } from "./flags.ts";
import { hashPassword } from "./hash_password.ts";
import { importData } from "./import.ts";
import { man } from "./man.ts";
import { mkcert } from "./mkcert.ts";
import { type Subcommand, syntaxOf } from "./subcommand.ts";
import { systemdUnit } from "./systemd_unit.ts";

/** What the program does besides serving. */
export const SUBCOMMANDS: readonly Subcommand[] = [
  checkConfig,
  hashPassword,
  mkcert,
  backup,
  exportData,
  importData,
  checkData,
  exampleConfig,
  systemdUnit,
  man,
  completions,
];

/** What `--help` prints. */
export const HELP = [
  "ircd, an IRC server",
  "",
  "Usage: ircd [options]                  start the server",
  ...SUBCOMMANDS.map((subcommand) => {
    const call = `${subcommand.name} ${syntaxOf(subcommand)}`;
    return `       ircd ${call.padEnd(27)}${subcommand.help}`;
  }),
  "",
  ...Object.entries(FLAGS).map(([name, { value, help }]) =>
    `  ${`--${name} ${value}`.padEnd(26)}${help}`
  ),
  "  --version                 print the version",
  "  --help                    print this",
].join("\n");
