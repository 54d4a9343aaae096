import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { HOST } from "../connection.ts";
import { commandFrom, findProgram, firstLine } from "./programs.ts";
import { ALL_WAYS, type Server, SERVER_NAME } from "./server.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** What `mkcert` writes. */
const TLS_FLAGS = ["--tls-cert", "cert.pem", "--tls-key", "key.pem"];

/** Nothing is throttled or limited. */
const OFF = `[accounts]
hourly = 1000
[limits]
flood = false
[rates]
targets = 1000000
joins = 1000000
nicks = 1000000
aways = 1000000
[users]
modes = ""
`;

/** The configurations of ours: how a title goes on, and the file. */
const CONFIGURATIONS = {
  // Who comes back has no account, and reads what was said before all the same, as with others.
  off: { title: "", text: `${OFF}[history]\ncutoff = "none"\n` },
  "no-history": {
    title: ", no history",
    text: `${OFF}[history]\nenabled = false\n`,
  },
  stock: { title: "", text: "" },
  "no-flood": { title: ", flood = false", text: "[limits]\nflood = false\n" },
};

/** What holds for clients of ours; `no-flood` is as shipped but for flood control. */
export type OurLimits = keyof typeof CONFIGURATIONS;

/** Ours on Deno, from its source. */
export function findDeno(name: string, limits: OurLimits): Server | string {
  const asked = commandFrom("IRCD_DENO");
  if (asked !== undefined) return ours(name, "Deno", asked, limits);
  const source = path.join(ROOT, "src/main.ts");
  if (!fs.existsSync(source)) {
    return `no ${source}, and IRCD_DENO is not set`;
  }
  const permissions = ["net", "read", "write", "env", "sys"];
  const command = [
    process.env.DENO ?? "deno",
    "run",
    // As in the Makefile.
    "--v8-flags=--max-semi-space-size=8",
    ...permissions.map((permission) => `--allow-${permission}`),
    source,
  ];
  return ours(name, "Deno", command, limits);
}

/** Ours on Bun, built. */
export function findBun(name: string, limits: OurLimits): Server | string {
  const asked = commandFrom("IRCD_BUN");
  if (asked !== undefined) return ours(name, "Bun", asked, limits);
  const executable = path.join(ROOT, ".build/ircd-bun");
  return fs.existsSync(executable)
    ? ours(name, "Bun", [executable], limits)
    : `no ${executable}, and IRCD_BUN is not set`;
}

function ours(
  name: string,
  runtime: string,
  command: string[],
  limits: OurLimits,
): Server | string {
  const program = findProgram(command[0]);
  if (program === undefined) return `no program ${command[0]}`;
  // The variable makes an executable that Bun compiled answer as Bun itself.
  const version = firstLine(program, "--version", { BUN_BE_BUN: "1" });
  const { title, text } = CONFIGURATIONS[limits];
  return {
    name,
    title: `ircd (${runtime})${title}`,
    version: `${runtime} ${version.replace(/^deno /, "")}`,
    ways: ALL_WAYS,
    hasAccounts: true,
    hasHistory: limits !== "no-history",
    launch: ({ folder, port, tlsPort, websocketPort }) => {
      const file = path.join(folder, "ircd.toml");
      fs.writeFileSync(file, text);
      const arguments_ = command.slice(1);
      spawnSync(program, [...arguments_, "mkcert", SERVER_NAME], {
        cwd: folder,
      });
      return [
        program,
        ...arguments_,
        ...["--config", file, "--port", String(port)],
        ...["--host", HOST, "--name", SERVER_NAME],
        ...["--tls-port", String(tlsPort), ...TLS_FLAGS],
        ...["--ws-port", String(websocketPort)],
      ];
    },
  };
}
