import type { Network } from "./network.ts";

/** How ready for defence the network is: 5 is peace, and each lower level adds to what the ones above it forbid. */
export type Defcon = 1 | 2 | 3 | 4 | 5;

/** The level in peace. */
export const PEACE: Defcon = 5;

/** What each level adds, in a few words. */
export const DEFCON_HELP: Readonly<Record<Defcon, string>> = {
  5: "nothing is restricted",
  4: "nobody registers accounts or channels; who comes over Tor must log in",
  3: "private messages are for those who have logged in",
  2: "who connects or joins a channel must log in",
  1: "nobody connects but from exempt networks",
};

/** From which level on something is forbidden. */
const FORBIDS = {
  /** To register an account or a channel, or to verify an account */
  registering: 4,
  /** To connect over Tor without having logged in */
  anonymousTor: 4,
  /** To write to others in private without having logged in */
  anonymousMessages: 3,
  /** To connect without having logged in */
  anonymousConnections: 2,
  /** To join a channel without having logged in */
  anonymousJoins: 2,
  /** To connect */
  connections: 1,
} as const satisfies Record<string, Defcon>;

/** Reads a level as an operator gives it; null for none. */
export function parseDefcon(text: string): Defcon | null {
  return /^[1-5]$/.test(text) ? Number(text) as Defcon : null;
}

/**
 * Tells whether something is forbidden now.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 *
 * assert(forbids({ defcon: 4 }, "registering"));
 * assert(!forbids({ defcon: 4 }, "connections"));
 * ```
 */
export function forbids(
  { defcon }: Pick<Network, "defcon">,
  what: keyof typeof FORBIDS,
): boolean {
  return defcon <= FORBIDS[what];
}
