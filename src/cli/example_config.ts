import { exampleConfig as example } from "../config/example.ts";
import type { Subcommand } from "./subcommand.ts";

/** `ircd example-config` */
export const exampleConfig: Subcommand = {
  name: "example-config",
  argument: null,
  help: "print a configuration file with all there is to set",
  run({ runtime }) {
    runtime.print(example().trimEnd());
  },
};
