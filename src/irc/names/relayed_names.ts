import type { Limits } from "./limits.ts";
import { isNickname } from "./names.ts";

/** Who may give RELAYMSG: the operators of a channel, only IRC operators who may relay, or nobody. */
export const RELAY_RULES = [
  "channel-operators",
  "operators",
  "none",
] as const;

/** One of {@linkcode RELAY_RULES}. */
export type RelayRule = typeof RELAY_RULES[number];

/** What stands in the nicknames of those who are relayed, and in nobody else's. */
export const RELAY_SEPARATOR = "/";

/** What would be taken for something else than a part of a nickname. */
const RESERVED = /[!+%@&#$:'"?*,.]/;

/**
 * Tells whether somebody who is relayed may be called so: `ann/discord`.
 *
 * @see IRCv3 draft/relaymsg, "Abuse prevention"
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { DEFAULT_LIMITS } from "./limits.ts";
 *
 * assert(isRelayedName("ann/discord", DEFAULT_LIMITS));
 * assert(!isRelayedName("ann", DEFAULT_LIMITS));
 * ```
 */
export function isRelayedName(name: string, limits: Limits): boolean {
  return name.includes(RELAY_SEPARATOR) && isNickname(name, limits) &&
    !RESERVED.test(name);
}
