import { main } from "./cli.ts";
import { bunRuntime } from "./runtime/bun/runtime.ts";

await main(bunRuntime);
