import { assertEquals } from "@std/assert";
import { parseBlock } from "../../../src/irc/names/address.ts";
import {
  clientBehind,
  type Headers,
  isTrustedProxy,
  type TrustedProxies,
} from "../../../src/web/forwarded.ts";
import { placeAt } from "../../support/places.ts";

const PROXIES = ["127.0.0.1", "10.0.0.0/8", "::1"]
  .flatMap((text) => parseBlock(text) ?? []);

type HeaderName = TrustedProxies["forwardedHeader"];

function trusting(
  trustsUnix: boolean,
  forwardedHeader: HeaderName = "x-forwarded-for",
): TrustedProxies {
  return { proxies: PROXIES, trustsUnix, forwardedHeader };
}

function clientOf(
  headers: Headers,
  forwardedHeader: HeaderName = "x-forwarded-for",
  address = "127.0.0.1",
): string {
  const peer = { address, secure: false, certificate: "ab", listener: "" };
  const trusted = trusting(false, forwardedHeader);
  const client = clientBehind(peer, headers, trusted);
  assertEquals(client.certificate, null);
  return `${client.address}${client.secure ? " secure" : ""}`;
}

for (
  const [value, client] of [
    ["192.0.2.1", "192.0.2.1"],
    ["192.0.2.1:5678", "192.0.2.1"],
    ["2001:db8::1", "2001:db8::1"],
    ["[2001:db8::1]", "2001:db8::1"],
    ["[2001:db8::1]:5678", "2001:db8::1"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["198.51.100.7, 192.0.2.1", "192.0.2.1"],
    ["192.0.2.1, 10.1.2.3", "192.0.2.1"],
    ["198.51.100.7, 192.0.2.1, 10.1.2.3, ::1", "192.0.2.1"],
    ["192.0.2.1, unknown, 10.1.2.3", "10.1.2.3"],
    ["unknown", "127.0.0.1"],
    ["nonsense\x00", "127.0.0.1"],
    ["", "127.0.0.1"],
    [undefined, "127.0.0.1"],
  ] as const
) {
  Deno.test(`X-Forwarded-For: ${value} is ${client}`, () => {
    assertEquals(clientOf({ "x-forwarded-for": value }), client);
  });
}

for (
  const [value, client] of [
    ["for=192.0.2.1", "192.0.2.1"],
    ['For="[2001:db8::1]:5678";proto=https', "2001:db8::1 secure"],
    ["for=198.51.100.7;proto=https, for=192.0.2.1;proto=http", "192.0.2.1"],
    ["for=192.0.2.1;proto=https, for=10.0.0.1;proto=http", "192.0.2.1 secure"],
    ["for=_hidden", "127.0.0.1"],
    ['for="a, for=192.0.2.1', "192.0.2.1"],
    ["by=10.0.0.1", "127.0.0.1"],
    ["=;;=", "127.0.0.1"],
  ] as const
) {
  Deno.test(`Forwarded: ${value} is ${client}`, () => {
    assertEquals(clientOf({ "forwarded": value }, "forwarded"), client);
  });
}

Deno.test("X-Forwarded-Proto tells whether the client came over TLS", () => {
  for (const [scheme, suffix] of [["https", " secure"], ["http", ""]]) {
    const headers = {
      "x-forwarded-for": "192.0.2.1",
      "x-forwarded-proto": scheme,
    };
    assertEquals(clientOf(headers), `192.0.2.1${suffix}`);
  }
});

Deno.test("only the header that is set counts", () => {
  const headers = {
    "forwarded": "for=198.51.100.7",
    "x-forwarded-for": "192.0.2.1",
  };
  assertEquals(clientOf(headers, "x-forwarded-for"), "192.0.2.1");
  assertEquals(clientOf(headers, "forwarded"), "198.51.100.7");
});

Deno.test("who is listed is believed, on any listener", () => {
  const at = placeAt({ kind: "http", path: "/run/web.sock" });
  for (const place of [at, placeAt({ kind: "http" })]) {
    assertEquals(isTrustedProxy("10.1.2.3", place, trusting(false)), true);
    assertEquals(isTrustedProxy("198.51.100.7", place, trusting(true)), false);
  }
});

Deno.test("who comes by a Unix socket is believed if that is listed, and who comes by Tor never", () => {
  const unix = placeAt({ kind: "http", path: "/run/web.sock" });
  assertEquals(isTrustedProxy("", unix, trusting(true)), true);
  assertEquals(isTrustedProxy("", unix, trusting(false)), false);
  for (
    const place of [{ ...unix, tor: true }, { ...unix, path: null, tor: true }]
  ) assertEquals(isTrustedProxy("", place, trusting(true)), false);
});

Deno.test("behind a Unix socket the last address counts that is no listed proxy's", () => {
  const headers = {
    "x-forwarded-for": "198.51.100.7, 192.0.2.1, 10.1.2.3",
    "x-forwarded-proto": "https",
  };
  assertEquals(clientOf(headers, undefined, ""), "192.0.2.1 secure");
  assertEquals(clientOf({}, undefined, ""), "");
});
