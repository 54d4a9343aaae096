import type { Service, ServiceCommand } from "./service.ts";

/** Finds a command of a service by its name in capitals, or by another name it has. */
export function findOrder(
  { commands }: Service,
  name: string,
): ServiceCommand | undefined {
  return commands.find((order) =>
    order.name === name || order.aliases?.includes(name)
  );
}

/** What a service was told, taken apart. */
export interface Order {
  /** The command in capitals; "" for none */
  readonly name: string;
  readonly params: readonly string[];
}

/**
 * Puts the words of an order together where a command takes fewer: its last parameter is all that is left.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(gather(["ann", "very", "rude"], 2), ["ann", "very rude"]);
 * ```
 */
export function gather(
  words: readonly string[],
  most: number,
): readonly string[] {
  if (words.length <= most) return words;
  return [...words.slice(0, most - 1), words.slice(most - 1).join(" ")];
}
