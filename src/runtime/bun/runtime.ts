import { readFileSync } from "node:fs";
import process from "node:process";
import type { Runtime } from "../runtime.ts";
import { listen } from "./listener.ts";

/** The server's seam on Bun. */
export const bunRuntime: Runtime = {
  args: process.argv.slice(2),
  env: (name) => process.env[name],
  readTextFile: (path) => readFileSync(path, "utf8"),
  print: (line) => console.log(line),
  printError: (line) => console.error(line),
  listen,
  onStopSignal(stop) {
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
  },
  exit: (code) => process.exit(code),
};
