/**
 * Tells whether a web page may connect.
 *
 * @param allowed the origins that may, `*` in them for any text without a slash; none for all
 * @param origin what the client says; where there is a list, one that says nothing is not on it
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 *
 * const allowed = ["https://chat.example.org", "https://*.example.net"];
 * assert(isOriginAllowed(allowed, "https://chat.example.org"));
 * assert(isOriginAllowed(allowed, "https://a.example.net"));
 * assert(!isOriginAllowed(allowed, "https://example.com"));
 * assert(!isOriginAllowed(allowed, undefined));
 * assert(isOriginAllowed([], undefined));
 * ```
 */
export function isOriginAllowed(
  allowed: readonly string[],
  origin: string | undefined,
): boolean {
  if (allowed.length === 0) return true;
  return origin !== undefined &&
    allowed.some((pattern) => toPattern(pattern).test(origin));
}

function toPattern(origin: string): RegExp {
  const literals = origin.split("*")
    .map((text) => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literals.join("[^/]*")}$`, "i");
}
