import type { SASL_MECHANISMS } from "../../session/capabilities.ts";
import type { Mechanism } from "./mechanism.ts";
import { plain } from "./plain.ts";

const MECHANISMS: Readonly<
  Record<typeof SASL_MECHANISMS[number], Mechanism>
> = { PLAIN: plain };

/** Finds a mechanism by its name in capitals. */
export function findMechanism(name: string): Mechanism | undefined {
  return new Map<string, Mechanism>(Object.entries(MECHANISMS)).get(name);
}
