import type { Runtime } from "../runtime/runtime.ts";
import type { CommandLine } from "./flags.ts";

/** What a subcommand is called with. */
export interface Call {
  readonly line: CommandLine;
  /** What stood behind its name; as many as its {@linkcode Subcommand.argument} asks for */
  readonly words: readonly string[];
  readonly runtime: Runtime;
  /** All there are, for those that tell of them */
  readonly subcommands: readonly Subcommand[];
}

/** What the program does besides serving: `ircd NAME`. */
export interface Subcommand {
  readonly name: string;
  /** Its one argument: a file, or one of these words; "NAMES" for any number of names; null for none */
  readonly argument: "FILE" | "NAMES" | readonly string[] | null;
  /** What it does, in one line */
  readonly help: string;
  run(call: Call): Promise<void> | void;
}

/** @returns the argument of a subcommand as help shows it; "" for none */
export function syntaxOf({ argument }: Subcommand): string {
  if (argument === null) return "";
  if (argument === "NAMES") return "[NAME ...]";
  return typeof argument === "string" ? argument : argument.join("|");
}

/** Tells whether a subcommand takes these words for its argument. */
export function fits(
  { argument }: Subcommand,
  words: readonly string[],
): boolean {
  if (argument === null) return words.length === 0;
  if (argument === "NAMES") return true;
  if (words.length !== 1) return false;
  return argument === "FILE" || argument.includes(words[0]);
}
