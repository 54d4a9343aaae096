import { promptSecret } from "@std/cli/prompt-secret";
import type { Runtime } from "../runtime.ts";
import {
  exists,
  keepDescriptorsBack,
  readTextFile,
  withDescriptors,
  writeTextFile,
} from "./files.ts";
import { appendFile } from "../node/append_file.ts";
import { predecessor, startSuccessor } from "../node/succession.ts";
import { listen, sharesPorts } from "./listener.ts";
import { ownCommand } from "./own_command.ts";
import { openNotifySocket } from "./notify_socket.ts";
import { splitLines } from "./split_lines.ts";

/**
 * Deno looks at its sockets when it has nothing else to do, and otherwise once
 * in some sixty rounds of its loop. So it is given nothing to do: a timer that is
 * not due yet once the writes that are under way have been seen to.
 *
 * @see Runtime.afterSockets
 */
function afterSockets(callback: () => void): void {
  setImmediate(() => setTimeout(() => setImmediate(callback), 1));
}

/** The server's seam on Deno. */
export const denoRuntime: Runtime = {
  args: Deno.args,
  env: (name) => Deno.env.get(name),
  variables: () => Deno.env.toObject(),
  readTextFile,
  exists,
  writeTextFile,
  appendFile,
  readSecret(prompt) {
    if (Deno.stdin.isTerminal()) return promptSecret(prompt, { mask: "" });
    const buffer = new Uint8Array(4096);
    const length = Deno.stdin.readSync(buffer) ?? 0;
    return new TextDecoder().decode(buffer.subarray(0, length)).split(
      /\r?\n/,
    )[0];
  },
  print: (line) => console.log(line),
  printError: (line) => console.error(line),
  listen(options, handler) {
    keepDescriptorsBack();
    return listen(options, handler);
  },
  splitLines,
  afterSockets,
  onSignals({ stop, reload, upgrade }) {
    Deno.addSignalListener("SIGINT", stop);
    if (Deno.build.os === "windows") return;
    Deno.addSignalListener("SIGTERM", stop);
    Deno.addSignalListener("SIGHUP", reload);
    Deno.addSignalListener("SIGUSR2", upgrade);
  },
  sharesPorts,
  startSuccessor: (passed) =>
    sharesPorts
      ? withDescriptors(() => startSuccessor(ownCommand(), passed, null))
      : null,
  predecessor: () => predecessor(null),
  adopt: () => Promise.resolve(false),
  duplicate: () => null,
  pid: Deno.pid,
  openNotifySocket,
  exit: (code) => Deno.exit(code),
};
