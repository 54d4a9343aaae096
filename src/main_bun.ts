import { main } from "./cli/main.ts";
import { bunRuntime } from "./runtime/bun/runtime.ts";

await main(bunRuntime);
