import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import process from "node:process";
import type { Runtime } from "../runtime.ts";
import { listen } from "./listener.ts";
import { readSecret } from "./read_secret.ts";

/** The server's seam on Bun. */
export const bunRuntime: Runtime = {
  args: process.argv.slice(2),
  env: (name) => process.env[name],
  readTextFile: (path) => readFileSync(path, "utf8"),
  exists: existsSync,
  writeTextFile(path, text) {
    writeFileSync(`${path}.new`, text, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  },
  readSecret,
  print: (line) => console.log(line),
  printError: (line) => console.error(line),
  listen,
  onSignals({ stop, reload }) {
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
    process.on("SIGHUP", reload);
  },
  exit: (code) => process.exit(code),
};
