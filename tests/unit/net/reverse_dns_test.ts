import { assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import { findHostname, type Lookups } from "../../../src/net/reverse_dns.ts";

const FOUR = "1.2.0.192.in-addr.arpa";
const SIX = `1.${"0.".repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa`;

const SETTINGS = { timeoutMs: 3000, servers: [] };

/** What the domain name system says. */
function lookups(
  names: Readonly<Record<string, readonly string[]>>,
  addresses: Readonly<Record<string, readonly string[]>>,
): Lookups {
  const resolve = (name: string) =>
    name in addresses
      ? Promise.resolve(addresses[name])
      : Promise.reject(new Error("ENOTFOUND"));
  return {
    resolvePtr: (pointer) =>
      pointer in names
        ? Promise.resolve(names[pointer])
        : Promise.reject(new Error("ENOTFOUND")),
    resolve4: resolve,
    resolve6: resolve,
    cancel: () => {},
  };
}

for (
  const [what, address, name, leadsTo, found] of [
    ["leads back", "192.0.2.1", "Client.example.org", "192.0.2.1", true],
    ["is absolute", "192.0.2.1", "client.example.org.", "192.0.2.1", true],
    ["is of a mapped address", "::ffff:192.0.2.1", "a.example", "192.0.2.1", 1],
    ["is of IPv6", "2001:db8::1", "six.example", "2001:DB8:0:0::1", true],
    ["leads elsewhere", "192.0.2.1", "irc.example.org", "198.51.100.1", false],
    ["is none", "192.0.2.1", "no name", "192.0.2.1", false],
    ["is like an address", "192.0.2.1", "198.51.100.1", "192.0.2.1", false],
    ["is like a cloak", "192.0.2.1", "aaaa.bbbb.ip", "192.0.2.1", false],
    ["has no dot", "192.0.2.1", "localhost", "192.0.2.1", false],
    ["breaks the line", "192.0.2.1", "a.b\r\nQUIT", "192.0.2.1", false],
    ["is too long", "192.0.2.1", `${"a".repeat(62)}.b`, "192.0.2.1", false],
  ] as const
) {
  Deno.test(`a name of a host that ${what} is ${found ? "" : "not "}taken`, async () => {
    const pointer = address.includes("db8") ? SIX : FOUR;
    const system = lookups({ [pointer]: [name] }, {
      [name.replace(/\.$/, "")]: [leadsTo],
    });
    assertEquals(
      await findHostname(address, SETTINGS, system),
      found ? name.toLowerCase().replace(/\.$/, "") : null,
    );
  });
}

Deno.test("where there is no name, none is found", async () => {
  const system = lookups({}, {});
  assertEquals(await findHostname("192.0.2.1", SETTINGS, system), null);
  assertEquals(await findHostname("", SETTINGS, system), null);
});

Deno.test("who does not answer in time is not waited for", async () => {
  using time = new FakeTime();
  let isCancelled = false;
  const found = findHostname("192.0.2.1", SETTINGS, {
    ...lookups({}, {}),
    resolvePtr: () => new Promise(() => {}),
    cancel: () => isCancelled = true,
  });
  await time.tickAsync(3000);
  assertEquals(await found, null);
  assertEquals(isCancelled, true);
});
