import { byteLength } from "./text.ts";
import { fold } from "./casemapping.ts";
import { matchesMask } from "./mask.ts";

/** @see RFC 5321, section 4.5.3.1 */
const MOST_BYTES = 254;
const MOST_LOCAL_BYTES = 64;

/** Neither a space nor a control, nor what would be another address, or another header. */
const FORM =
  /^[^\s\0-\x20\x7f-\xa0@<>"(),:;\\[\]]+@[^\s\0-\x20\x7f-\xa0@<>"(),:;\\[\]]+$/;

/** What mail programs take for the name of a mailbox, and for nothing else: no pipe, no path, no flag. */
const LOCAL_PART = /^(?![-.])(?!.*\.\.)[a-z0-9.!#$&'*+=?^_{}~-]+(?<!\.)$/i;

const DOMAIN =
  /^(?=.*[a-z])[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i;

/**
 * Tells whether a text has the form of an address for mail; only mail that arrives tells more.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 *
 * assert(isEmail("ann@example.org"));
 * assert(!isEmail("ann@example.org,eve@example.org"));
 * assert(!isEmail("ann@example.org\r\nBcc: eve@example.org"));
 * ```
 */
export function isEmail(text: string): boolean {
  return byteLength(text) <= MOST_BYTES && FORM.test(text);
}

/**
 * Tells whether mail may go to an address: it is none that a mail program could take for something else, and none
 * that is blocked.
 *
 * @param blocked masks of addresses
 */
export function isAcceptedEmail(
  email: string,
  blocked: readonly string[],
): boolean {
  const [local, domain = ""] = email.split("@");
  if (local.length > MOST_LOCAL_BYTES) return false;
  if (!LOCAL_PART.test(local) || !DOMAIN.test(domain)) return false;
  return ![email, mailboxOf(email)].some((address) =>
    blocked.some((mask) => matchesMask(mask, address))
  );
}

/**
 * Gives what the addresses have in common that somebody can make of one: mail to all of them comes to one mailbox
 * with many providers, for whom neither what stands behind a plus nor a dot makes another one.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(mailboxOf("A.nn+irc@Example.org"), "ann@example.org");
 * ```
 */
export function mailboxOf(email: string): string {
  const [local, domain = ""] = fold(email).split("@");
  const [mailbox] = local.split("+");
  return `${mailbox.replaceAll(".", "")}@${domain}`;
}

/**
 * Gives as much of an address as others may see.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(hiddenEmail("ann@example.org"), "a...@e...");
 * ```
 */
export function hiddenEmail(email: string): string {
  return email.split("@").map((part) => `${part.slice(0, 1)}...`).join("@");
}
