/** A name of a device is short and plain, and is no name of a host or a domain. */
const DEVICE = /^[A-Za-z0-9_-]{1,30}$/;

/** Whom a client names, and on which device it is. */
export interface Login {
  /** As it is given, but for the device */
  readonly account: string;
  /** The name of the device in lower case; null for none */
  readonly device: string | null;
}

/**
 * Takes `account@device` apart.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(splitDevice("Ann@Phone"), { account: "Ann", device: "phone" });
 * assertEquals(splitDevice("ann"), { account: "ann", device: null });
 * const mail = { account: "ann@example.org", device: null };
 * assertEquals(splitDevice("ann@example.org"), mail);
 * ```
 */
export function splitDevice(text: string): Login {
  const at = text.lastIndexOf("@");
  const device = text.slice(at + 1);
  return at > 0 && DEVICE.test(device)
    ? { account: text.slice(0, at), device: device.toLowerCase() }
    : { account: text, device: null };
}
