import { parseTags, unescapeTagValue } from "../wire/tags.ts";
import type { PushSubscription } from "../state/push.ts";

/** A host by its name or address, without who logs in there; a port; a path; nothing behind it. */
const ENDPOINT =
  /^https:\/\/(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(\d{1,5}))?(?:[/?][!"$-~]*)?$/i;

const HTTPS_PORT = 443;

/**
 * Tells whether a text may lead to a push service: an `https` URL in ASCII. Whether that is one shows when it is asked.
 *
 * @param ports those that push services may have
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 *
 * assert(isEndpoint("https://push.example.org/x?y=1", [443]));
 * assert(!isEndpoint("http://push.example.org/x", [443]));
 * assert(!isEndpoint("https://push.example.org:22/x", [443]));
 * assert(!isEndpoint("https://me@push.example.org/x", [443]));
 * ```
 */
export function isEndpoint(text: string, ports: readonly number[]): boolean {
  const [whole, port] = ENDPOINT.exec(text) ?? [];
  return whole !== undefined &&
    ports.includes(port === undefined ? HTTPS_PORT : Number(port));
}

/** 65 bytes, the first of which says that a point of the curve follows in full. */
const POINT = /^B[A-P][\w-]{85}$/;

/** 16 bytes. */
const SECRET = /^[\w-]{22}$/;

/**
 * Reads the keys of a device.
 *
 * @returns null if one is missing or is none
 * @see IRCv3 webpush, "`REGISTER` Subcommand"
 */
export function keysIn(
  text: string,
): Pick<PushSubscription, "auth" | "p256dh"> | null {
  const tags = parseTags(text);
  const [auth, p256dh] = ["auth", "p256dh"].map((name) =>
    unescapeTagValue(tags.get(name) ?? "").replace(/=*$/, "")
  );
  return SECRET.test(auth) && POINT.test(p256dh) ? { auth, p256dh } : null;
}
