import { Resolver } from "node:dns/promises";
import { isHostname } from "../irc/names/hostname.ts";
import { parseAddress } from "../irc/names/address.ts";

/** How the name of a host is found. */
export interface DnsSettings {
  /** Milliseconds that it may take */
  readonly timeoutMs: number;
  /** Whom to ask, as `address` or `address:port`; none for whom the system asks */
  readonly servers: readonly string[];
}

/** What is asked of a resolver. */
export interface Lookups {
  /** @returns the names of an address */
  reverse(address: string): Promise<readonly string[]>;
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
  lookups: Lookups = resolverFor(settings),
): Promise<string | null> {
  const late = Promise.withResolvers<null>();
  const timer = setTimeout(() => late.resolve(null), settings.timeoutMs);
  try {
    return await Promise.race([confirmed(address, lookups), late.promise]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
    lookups.cancel();
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
  const names = await lookups.reverse(text);
  for (const name of names.slice(0, MOST_NAMES)) {
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

function resolverFor({ servers, timeoutMs }: DnsSettings): Lookups {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 1 });
  if (servers.length > 0) resolver.setServers(servers);
  return resolver;
}
