import { isMainThread } from "node:worker_threads";
import { main } from "./cli/main.ts";
import { denoRuntime } from "./runtime/deno/runtime.ts";

// The history's threads begin with the same file.
if (isMainThread) await main(denoRuntime);
