import type { Rates } from "../names/rates.ts";
import type { Network } from "./network.ts";

/** What refuses clients, or what they ask for, and is counted. */
export type Refusing =
  | keyof Rates
  | "ban"
  | "defcon"
  | "failures"
  | "held-lines"
  | "hosts"
  | "metadata"
  | "pushes"
  | "renames"
  | "require-sasl";

/** Counts that a limit has hit somebody, for metrics. */
export function countRefusal(
  { refusalCounts }: Network,
  limit: Refusing,
): void {
  refusalCounts.set(limit, (refusalCounts.get(limit) ?? 0) + 1);
}
