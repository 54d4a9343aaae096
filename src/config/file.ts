import { parse } from "@std/toml";
import type { SettingPath } from "./mistake.ts";

/** A configuration file that is no TOML. */
export class SyntaxFault extends Error {
  /**
   * @param line where, counted from 1
   * @param fault what is wrong there
   */
  constructor(readonly line: number, readonly fault: string) {
    super(fault);
  }
}

/**
 * @param text a configuration file
 * @returns its tables
 * @throws {SyntaxFault} if it is no TOML
 */
export function parseConfigFile(text: string): Record<string, unknown> {
  try {
    return parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, line = "1", fault = message] =
      /^(?:Parse error on line (\d+), column \d+: )+([^\r\n]*)/.exec(message) ??
        [];
    throw new SyntaxFault(
      Math.min(Number(line), text.split("\n").length),
      // The line may hold a password.
      fault.replace(/ on line '.*$/, ""),
    );
  }
}

/**
 * Finds the line of a setting, which the TOML parser does not tell.
 *
 * @param text a configuration file that is TOML
 * @param path where the setting stands
 * @returns the line, counted from 1, that has most of the path: its key, or the
 *   head of its table where the key is missing
 */
export function lineOf(text: string, path: SettingPath): number {
  let best = { line: 1, length: 0 };
  let table: SettingPath = [];
  const counts = new Map<string, number>();
  for (const [index, line] of text.split("\n").entries()) {
    const place = placeOf(line, table, counts);
    if (place === null) continue;
    if (place.isTable) table = place.path;
    const fits = place.path.every((key, depth) => key === path[depth]);
    if (fits && place.path.length > best.length) {
      best = { line: index + 1, length: place.path.length };
    }
  }
  return best.line;
}

interface Place {
  readonly path: SettingPath;
  readonly isTable: boolean;
}

function placeOf(
  line: string,
  table: SettingPath,
  counts: Map<string, number>,
): Place | null {
  const [, array] = /^\s*\[\[\s*([^\]]+?)\s*\]\]/.exec(line) ?? [];
  if (array !== undefined) {
    const index = counts.get(array) ?? 0;
    counts.set(array, index + 1);
    return { path: [...keysOf(array), index], isTable: true };
  }
  const [, head] = /^\s*\[\s*([^\]]+?)\s*\]/.exec(line) ?? [];
  if (head !== undefined) return { path: keysOf(head), isTable: true };
  const [, key] = /^\s*([\w."'-]+)\s*=/.exec(line) ?? [];
  if (key === undefined) return null;
  return { path: [...table, ...keysOf(key)], isTable: false };
}

function keysOf(dotted: string): string[] {
  return dotted.split(".").map((key) => key.trim().replace(/^["']|["']$/g, ""));
}
