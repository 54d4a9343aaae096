import { isMainThread } from "node:worker_threads";
import { main } from "./cli/main.ts";
import { bunRuntime } from "./runtime/bun/runtime.ts";

// The history's threads begin with the same file.
if (isMainThread) await main(bunRuntime);
