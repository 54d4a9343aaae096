import type { Runtime } from "../runtime.ts";
import { listen } from "./listener.ts";

/** The server's seam on Deno. */
export const denoRuntime: Runtime = {
  args: Deno.args,
  env: (name) => Deno.env.get(name),
  readTextFile: (path) => Deno.readTextFileSync(path),
  print: (line) => console.log(line),
  printError: (line) => console.error(line),
  listen,
  onStopSignal(stop) {
    Deno.addSignalListener("SIGINT", stop);
    Deno.addSignalListener("SIGTERM", stop);
  },
  exit: (code) => Deno.exit(code),
};
