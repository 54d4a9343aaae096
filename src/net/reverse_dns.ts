import { Resolver } from "node:dns/promises";
import { isHostname } from "../irc/names/hostname.ts";
import { type Address, parseAddress } from "../irc/names/address.ts";

/** How the name of a host is found. */
export interface DnsSettings {
  /** Milliseconds that it may take */
  readonly timeoutMs: number;
  /** Whom to ask, as `address` or `address:port`; none for whom the system asks */
  readonly servers: readonly string[];
}

/** What is asked of a resolver. */
export interface Lookups {
  /** @returns what a name like `1.2.0.192.in-addr.arpa` points to */
  resolvePtr(name: string): Promise<readonly string[]>;
  resolve4(name: string): Promise<readonly string[]>;
  resolve6(name: string): Promise<readonly string[]>;
  cancel(): void;
}

/** Of so many names of an address it is asked whether they lead back. */
const MOST_NAMES = 3;

/**
 * Finds the name of the host that has an address: one that leads back to the address, for whoever has the address
 * can give it any name.
 *
 * @returns null if there is none, or not in time; the promise never rejects
 */
export async function findHostname(
  address: string,
  settings: DnsSettings,
  lookups?: Lookups,
): Promise<string | null> {
  const late = Promise.withResolvers<null>();
  const timer = setTimeout(() => late.resolve(null), settings.timeoutMs);
  let used = lookups;
  try {
    used ??= resolverFor(settings);
    return await Promise.race([confirmed(address, used), late.promise]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
    used?.cancel();
  }
}

async function confirmed(
  given: string,
  lookups: Lookups,
): Promise<string | null> {
  const address = parseAddress(given);
  if (address === null) return null;
  const text = address.toString();
  const isIpv4 = address.kind() === "ipv4";
  const names = await lookups.resolvePtr(pointerTo(address));
  for (const absolute of names.slice(0, MOST_NAMES)) {
    const name = absolute.replace(/\.$/, "");
    if (!isHostname(name)) continue;
    const found = isIpv4
      ? await lookups.resolve4(name)
      : await lookups.resolve6(name);
    const leadsBack = found.some((other) =>
      parseAddress(other)?.toString() === text
    );
    if (leadsBack) return name.toLowerCase();
  }
  return null;
}

/** @see RFC 1035, section 3.5; RFC 3596, section 2.5 */
function pointerTo(address: Address): string {
  const bytes = address.toByteArray().reverse();
  if (address.kind() === "ipv4") return `${bytes.join(".")}.in-addr.arpa`;
  const nibbles = bytes.flatMap((byte) => [byte & 15, byte >> 4]);
  return `${nibbles.map((each) => each.toString(16)).join(".")}.ip6.arpa`;
}

function resolverFor({ servers, timeoutMs }: DnsSettings): Lookups {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 1 });
  if (servers.length > 0) resolver.setServers(servers);
  return resolver;
}
