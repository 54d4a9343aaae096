import { assertEquals } from "@std/assert";
import {
  isInBlock,
  normaliseBlock,
  parseAddress,
  parseBlock,
} from "../../../../src/irc/names/address.ts";

Deno.test("a block is brought into its usual form", () => {
  const forms = {
    "192.0.2.1": "192.0.2.1/32",
    "192.0.2.255/25": "192.0.2.128/25",
    "192.0.2.1/31": "192.0.2.0/31",
    "255.255.255.255/0": "0.0.0.0/0",
    "2001:DB8:0::1": "2001:db8::1/128",
    "2001:db8:ffff::/33": "2001:db8:8000::/33",
    "::1": "0::1/128",
    "::ffff:192.0.2.1": "192.0.2.1/32",
    "::ffff:192.0.2.1/96": "0.0.0.0/0",
  };
  for (const [text, form] of Object.entries(forms)) {
    assertEquals(normaliseBlock(text), form);
  }
});

Deno.test("what is no address and no block is none", () => {
  const bad = [
    "",
    "1",
    "192.0.2",
    "0x7f.0.0.1",
    "192.0.2.256",
    "192.0.2.1/33",
    "192.0.2.1/",
    "192.0.2.1/8/8",
    "192.0.2.1/-1",
    "2001:db8::/129",
    "::ffff:192.0.2.1/95",
    "::1::",
    "*",
    "irc.example",
  ];
  assertEquals(bad.filter((text) => normaliseBlock(text) !== null), []);
});

Deno.test("an address is in the blocks that begin like it", () => {
  const contains = (block: string, host: string) => {
    const [parsed, address] = [parseBlock(block), parseAddress(host)];
    return parsed !== null && address !== null && isInBlock(parsed, address);
  };
  assertEquals(contains("192.0.2.0/25", "192.0.2.127"), true);
  assertEquals(contains("192.0.2.0/25", "192.0.2.128"), false);
  assertEquals(contains("2001:db8::/33", "2001:db8:7fff::1"), true);
  assertEquals(contains("2001:db8::/33", "2001:db8:8000::1"), false);
  assertEquals(contains("0.0.0.0/0", "2001:db8::1"), false);
  assertEquals(contains("192.0.2.0/24", "::ffff:192.0.2.1"), true);
  assertEquals(contains("::1", "0::1"), true);
});
