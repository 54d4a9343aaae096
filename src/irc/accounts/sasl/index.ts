import type { Mechanism } from "./mechanism.ts";
import { plain } from "./plain.ts";

/** The mechanisms that clients may choose from, the best one first. */
export const MECHANISMS: readonly Mechanism[] = [plain];

/** Their names, as the `sasl` capability and 908 list them. */
export const MECHANISM_NAMES = MECHANISMS.map(({ name }) => name).join(",");

/**
 * @param name a mechanism's name, in capitals
 * @returns the mechanism
 */
export function findMechanism(name: string): Mechanism | undefined {
  return MECHANISMS.find((mechanism) => mechanism.name === name);
}
