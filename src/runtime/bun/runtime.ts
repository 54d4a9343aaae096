import { existsSync, readFileSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import process from "node:process";
import type { Runtime } from "../runtime.ts";
import { appendFile } from "../node/append_file.ts";
import { predecessor, startSuccessor } from "../node/succession.ts";
import { openSender, receiveAll } from "./descriptors.ts";
import { system } from "./file_descriptors.ts";
import { adopt, listen } from "./listener.ts";
import { openNotifySocket } from "./notify_socket.ts";
import { readSecret } from "./read_secret.ts";
import { splitLines } from "./split_lines.ts";

/** The program: by then another file may have its name. */
const OWN_FILE = process.execPath;
/** A script that Bun runs stands before its arguments; in an executable there is none. */
const OWN_ARGS = process.argv.slice(
  process.argv[1]?.startsWith("/$bunfs/") ? 2 : 1,
);

/** The server's seam on Bun. */
export const bunRuntime: Runtime = {
  args: process.argv.slice(2),
  env: (name) => process.env[name],
  variables: () => ({ ...process.env }) as Record<string, string>,
  readTextFile: (path) => readFileSync(path, "utf8"),
  exists: existsSync,
  async writeTextFile(path, text) {
    const file = await open(`${path}.new`, "w", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.new`, path);
  },
  appendFile,
  readSecret,
  print: (line) => console.log(line),
  printError: (line) => console.error(line),
  listen,
  splitLines,
  afterSockets: (callback) => void setImmediate(callback),
  onSignals({ stop, reload, upgrade }) {
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
    process.on("SIGHUP", reload);
    if (process.platform !== "win32") process.on("SIGUSR2", upgrade);
  },
  sharesPorts: false,
  startSuccessor: (passed) =>
    passed.sockets.some(({ fd }) => fd === null)
      ? null
      : startSuccessor([OWN_FILE, ...OWN_ARGS], passed, openSender()),
  predecessor: () => predecessor(receiveAll),
  adopt,
  duplicate(fd) {
    const other = system?.dup(fd) ?? -1;
    return other < 0 ? null : other;
  },
  pid: process.pid,
  openNotifySocket,
  exit: (code) => process.exit(code),
};
