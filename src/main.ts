import { main } from "./cli.ts";
import { denoRuntime } from "./runtime/deno/runtime.ts";

await main(denoRuntime);
