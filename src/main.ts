import { main } from "./cli/main.ts";
import { denoRuntime } from "./runtime/deno/runtime.ts";

await main(denoRuntime);
