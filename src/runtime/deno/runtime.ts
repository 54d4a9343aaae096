import { promptSecret } from "@std/cli/prompt-secret";
import type { Runtime } from "../runtime.ts";
import { listen } from "./listener.ts";

/** The server's seam on Deno. */
export const denoRuntime: Runtime = {
  args: Deno.args,
  env: (name) => Deno.env.get(name),
  readTextFile: (path) => Deno.readTextFileSync(path),
  exists(path) {
    try {
      Deno.statSync(path);
      return true;
    } catch (error) {
      return !(error instanceof Deno.errors.NotFound);
    }
  },
  writeTextFile(path, text) {
    Deno.writeTextFileSync(`${path}.new`, text, { mode: 0o600 });
    Deno.renameSync(`${path}.new`, path);
  },
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
  listen,
  onSignals({ stop, reload }) {
    Deno.addSignalListener("SIGINT", stop);
    Deno.addSignalListener("SIGTERM", stop);
    Deno.addSignalListener("SIGHUP", reload);
  },
  exit: (code) => Deno.exit(code),
};
