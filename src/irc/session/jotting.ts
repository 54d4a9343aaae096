import type { Jot } from "../state/jot.ts";
import type { Network } from "../state/network.ts";

/** Jots something down: it holds at once, and is written soon. Nobody waits for that. */
export function jot(network: Network, ...jots: readonly Jot[]): void {
  if (jots.length === 0) return;
  for (const each of jots) network.jots.set(each);
  network.effects.push({ kind: "jot", jots });
}
