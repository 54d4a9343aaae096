import { assertEquals } from "@std/assert";
import { vhostFault } from "../../../../src/irc/names/vhost.ts";

const NAMES = { serverName: "irc.example.org", networkName: "Net" };
const FORM =
  "A vhost is letters, digits and hyphens with a dot, of at most 63 " +
  "characters, and does not end with .ip.";

Deno.test("a vhost is a name of a host", () => {
  for (
    const vhost of [
      "cats.are.great",
      "A-1.Example",
      "x.y",
      `${"a".repeat(61)}.b`,
    ]
  ) {
    assertEquals(vhostFault(vhost, NAMES), null, vhost);
  }
  for (
    const text of [
      "cats",
      "cats.",
      ".cats",
      "cats..dogs",
      "-cats.dogs",
      "cats dogs.x",
      "cats\r\nQUIT.x",
      "*.example",
      "a?c.example",
      "a/b.example",
      "a_b.example",
      "zoë.example",
      "xn--zo-jka.example",
      "eneibhns.hclicgka.wa5zvhxg.ip",
      `${"a".repeat(62)}.b`,
      "",
    ]
  ) assertEquals(vhostFault(text, NAMES), FORM, text);
});

Deno.test("a vhost looks neither like an address nor like what others have", () => {
  for (
    const text of [
      "192.0.2.l",
      "l92.O.2.I",
      "192-0-2-1.dsl.example",
      "host-192-0-2-1.example",
      "1.2.0.192.in-addr.arpa",
    ]
  ) assertEquals(vhostFault(text, NAMES), "It looks like an address.", text);
  assertEquals(vhostFault("10.cats.example", NAMES), null);
  assertEquals(
    vhostFault("IRC.example.org", NAMES),
    "It is the name of the server.",
  );
  assertEquals(
    vhostFault("alice.users.net", NAMES),
    "It looks like the host of an account.",
  );
});
