import project from "../../deno.json" with { type: "json" };
import { loadConfig } from "../config/loader.ts";
import type { Subcommand } from "./subcommand.ts";

/** `ircd check-config FILE` */
export const checkConfig: Subcommand = {
  name: "check-config",
  argument: "FILE",
  help: "say what is wrong with a configuration file",
  run({ line, runtime, words: [config] }) {
    loadConfig({ ...line, config }, project.version, runtime);
    runtime.print(`${config} is in order`);
  },
};
