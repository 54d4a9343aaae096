import { truncate } from "../irc/names/text.ts";
import type { Suspension } from "../irc/state/account.ts";

/** Gives why something is so, as it is told; a dump may say nothing of it. */
export function asReason(text: string, bytes: number): string {
  return truncate(text, bytes) || "No reason given";
}

/** Gives who did something, as one parameter on a line; `*` where that cannot be. */
export function asSource(text: string): string {
  return /^[^\s:]\S*$/.test(text) ? truncate(text, 200) : "*";
}

/** Gives a suspension with texts that can be told. */
export function asSuspension(
  suspension: Suspension | null,
  bytes: number,
): Suspension | null {
  if (suspension === null) return null;
  const { by, reason } = suspension;
  return { ...suspension, by: asSource(by), reason: asReason(reason, bytes) };
}
