import { assertEquals, assertInstanceOf } from "@std/assert";
import {
  addressIn,
  type FindAddresses,
  ForbiddenAddress,
  isPublic,
  lookupPublic,
} from "../../../src/push/addresses.ts";

for (
  const [address, what] of [
    ["0.0.0.0", "unspecified"],
    ["0.1.2.3", "this network"],
    ["10.0.0.1", "private"],
    ["10.255.255.255", "private"],
    ["100.64.0.1", "of a carrier's NAT"],
    ["100.127.255.255", "of a carrier's NAT"],
    ["127.0.0.1", "loopback"],
    ["127.255.255.254", "loopback"],
    ["169.254.0.1", "link-local"],
    ["169.254.169.254", "where clouds tell secrets"],
    ["172.16.0.1", "private"],
    ["172.31.255.255", "private"],
    ["192.0.0.1", "set aside"],
    ["192.0.2.1", "for documentation"],
    ["192.88.99.1", "a relay of 6to4"],
    ["192.168.0.1", "private"],
    ["198.18.0.1", "for benchmarks"],
    ["198.51.100.1", "for documentation"],
    ["203.0.113.1", "for documentation"],
    ["224.0.0.1", "multicast"],
    ["239.255.255.255", "multicast"],
    ["240.0.0.1", "reserved"],
    ["255.255.255.255", "broadcast"],
    ["::", "unspecified"],
    ["::1", "loopback"],
    ["::ffff:10.0.0.1", "private, mapped into IPv6"],
    ["::ffff:7f00:1", "loopback, mapped into IPv6"],
    ["::ffff:0:127.0.0.1", "loopback, translated"],
    ["::127.0.0.1", "loopback, in a form that is out of use"],
    ["64:ff9b::10.0.0.1", "private, behind NAT64"],
    ["64:ff9b:1::10.0.0.1", "private, behind a NAT64 of one's own"],
    ["100::1", "for nothing"],
    ["2001::1", "Teredo"],
    ["2001:db8::1", "for documentation"],
    ["2002:7f00:1::", "loopback, by 6to4"],
    ["2002:a00:1::", "private, by 6to4"],
    ["fc00::1", "unique local"],
    ["fdff:ffff::1", "unique local"],
    ["fe80::1", "link-local"],
    ["fec0::1", "site-local"],
    ["ff02::1", "multicast"],
  ]
) {
  Deno.test(`no push service is at ${address}: ${what}`, () => {
    assertEquals(isPublic(address), false);
  });
}

for (
  const address of [
    "9.9.9.9",
    "100.63.255.255",
    "100.128.0.1",
    "172.15.255.255",
    "172.32.0.1",
    "::ffff:9.9.9.9",
    "2620:fe::fe",
    "2a00:1450:4001::1",
  ]
) {
  Deno.test(`a push service may be at ${address}`, () => {
    assertEquals(isPublic(address), true);
  });
}

for (
  const [url, address] of [
    ["https://127.0.0.1/", "127.0.0.1"],
    ["https://127.1/", "127.0.0.1"],
    ["https://2130706433/", "127.0.0.1"],
    ["https://0x7f000001/", "127.0.0.1"],
    ["https://0177.0.0.1/", "127.0.0.1"],
    ["https://[::1]/", "::1"],
    ["https://[::ffff:127.0.0.1]/", "::ffff:7f00:1"],
    ["https://push.example.org/", null],
    ["https://127.0.0.1.example.org/", null],
  ] as const
) {
  Deno.test(`${url} has ${address ?? "no address"}`, () => {
    assertEquals(addressIn(new URL(url)), address);
  });
}

/** What a socket is told of a name that has these addresses. */
function lookedUp(...addresses: readonly string[]): Promise<unknown> {
  const find: FindAddresses = (_hostname, _options, tell) =>
    tell(
      null,
      addresses.map((address) => ({
        address,
        family: address.includes(":") ? 6 : 4,
      })),
    );
  return new Promise((resolve) =>
    lookupPublic(find)(
      "push.test",
      { all: true },
      (error, found) => resolve(error ?? found),
    )
  );
}

Deno.test("a name that has public addresses alone is connected to", async () => {
  assertEquals(await lookedUp("9.9.9.9", "2620:fe::fe"), [
    { address: "9.9.9.9", family: 4 },
    { address: "2620:fe::fe", family: 6 },
  ]);
});

Deno.test("a name is not connected to that has a private address, whatever others it has", async () => {
  for (
    const addresses of [["127.0.0.1"], ["9.9.9.9", "10.0.0.1"], ["::1"], []]
  ) {
    assertInstanceOf(await lookedUp(...addresses), ForbiddenAddress);
  }
});

Deno.test("where there is no such name, that is the fault", async () => {
  const fault = new Error("ENOTFOUND");
  const told = await new Promise((resolve) =>
    lookupPublic((_hostname, _options, tell) => tell(fault, []))(
      "push.test",
      { all: true },
      resolve,
    )
  );
  assertEquals(told, fault);
});
