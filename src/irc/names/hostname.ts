/** As long as a host may be in `nick!user@host`. */
const MOST_CHARACTERS = 63;

const LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i;

/**
 * Tells whether a text is the name of a host that may be shown as one: of letters, digits and hyphens, with a dot,
 * and not to be taken for an address or for a cloak.
 *
 * @see RFC 1123, section 2.1
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 *
 * assert(isHostname("client-7.example.org"));
 * assert(!isHostname("192.0.2.1"));
 * assert(!isHostname("not a name.example.org"));
 * ```
 */
export function isHostname(text: string): boolean {
  const labels = text.split(".");
  const last = labels.at(-1) ?? "";
  return text.length <= MOST_CHARACTERS && labels.length > 1 &&
    labels.every((label) => LABEL.test(label)) &&
    /[a-z]/i.test(last) && last.toLowerCase() !== "ip";
}
