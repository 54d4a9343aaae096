import { accountCloakEnding } from "./cloak.ts";
import { fold } from "./casemapping.ts";
import { isHostname } from "./hostname.ts";

/** Whose names a vhost must not be taken for. */
interface Names {
  readonly serverName: string;
  readonly networkName: string;
}

/** Four numbers in a row, as in an address, and in the name that a provider gives to one. */
const ADDRESS = /(?:^|[.-])\d{1,3}(?:[.-]\d{1,3}){3}(?:[.-]|$)/;

/** Names that show other characters than they are written with. */
const PUNYCODE = /(?:^|\.)xn--/;

/**
 * Tells why a text may not be shown as the host of somebody; null if it may.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const names = { serverName: "irc.example.org", networkName: "ExampleNet" };
 * assertEquals(vhostFault("cats.are.great", names), null);
 * assertEquals(vhostFault("192-0-2-l.example.net", names), "It looks like an address.");
 * ```
 */
export function vhostFault(
  text: string,
  { networkName, serverName }: Names,
): string | null {
  const vhost = fold(text);
  if (!isHostname(vhost) || PUNYCODE.test(vhost)) {
    return "A vhost is letters, digits and hyphens with a dot, of at most 63 characters, and does not end with .ip.";
  }
  const digits = vhost.replaceAll("o", "0").replace(/[il]/g, "1");
  if (ADDRESS.test(digits) || vhost.endsWith(".arpa")) {
    return "It looks like an address.";
  }
  if (vhost === fold(serverName)) return "It is the name of the server.";
  return vhost.endsWith(accountCloakEnding(networkName))
    ? "It looks like the host of an account."
    : null;
}
