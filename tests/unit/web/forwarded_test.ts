import { assertEquals } from "@std/assert";
import { parseBlock } from "../../../src/irc/names/address.ts";
import {
  clientBehind,
  type Headers,
  type TrustedProxies,
} from "../../../src/web/forwarded.ts";

const PROXIES = ["127.0.0.1", "10.0.0.0/8", "::1"]
  .flatMap((text) => parseBlock(text) ?? []);

type HeaderName = TrustedProxies["forwardedHeader"];

function clientOf(
  headers: Headers,
  forwardedHeader: HeaderName = "x-forwarded-for",
  address = "127.0.0.1",
): string {
  const shown = { certificate: "ab", binding: "cd" };
  const peer = { address, secure: false, listener: "", ...shown };
  const trusted = { proxies: PROXIES, forwardedHeader };
  const client = clientBehind(peer, headers, trusted);
  const { binding, certificate } = client;
  const expected = client === peer
    ? shown
    : { certificate: null, binding: null };
  assertEquals({ certificate, binding }, expected);
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

Deno.test("who is no listed proxy is not believed", () => {
  const headers = {
    "x-forwarded-for": "192.0.2.1",
    "x-forwarded-proto": "https",
  };
  for (const address of ["198.51.100.7", ""]) {
    assertEquals(clientOf(headers, "x-forwarded-for", address), address);
  }
});
