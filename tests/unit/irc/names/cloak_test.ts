import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { accountCloak, cloak } from "../../../../src/irc/names/cloak.ts";
import { DEFAULT_LIMITS } from "../../../../src/irc/names/limits.ts";
import { parseUserMask } from "../../../../src/irc/names/user_mask.ts";

const FORM = /^[a-z2-7]{8}\.[a-z2-7]{8}\.[a-z2-7]{8}\.ip$/;

/** How many of the last labels two cloaks have in common, `ip` not counted. */
function shared(one: string, other: string): number {
  const [left, right] = [one, other].map((host) =>
    cloak(host, "key").split(".").reverse().slice(1)
  );
  const differs = left.findIndex((label, index) => label !== right[index]);
  return differs === -1 ? left.length : differs;
}

Deno.test("the same host has the same cloak, which does not hold it", () => {
  for (const host of ["192.0.2.1", "2001:db8::1"]) {
    assert(FORM.test(cloak(host, "key")));
    assertEquals(cloak(host, "key"), cloak(host, "key"));
  }
  assertEquals(cloak("2001:db8::1", "key"), cloak("2001:DB8:0::1", "key"));
});

Deno.test("another key makes another cloak", () => {
  assertNotEquals(cloak("192.0.2.1", "key"), cloak("192.0.2.1", "other"));
});

Deno.test("hosts of one network share the end of their cloaks", () => {
  assertEquals(shared("192.0.2.1", "192.0.2.2"), 2);
  assertEquals(shared("192.0.2.1", "192.0.3.1"), 1);
  assertEquals(shared("192.0.2.1", "192.1.2.1"), 0);
  assertEquals(shared("2001:db8:1:1::1", "2001:db8:1:1::2"), 2);
  assertEquals(shared("2001:db8:1:1::1", "2001:db8:1:2::1"), 1);
  assertEquals(shared("2001:db8:1:1::1", "2001:db8:2:1::1"), 0);
});

Deno.test("a host that is a name is hidden whole", () => {
  assert(/^[a-z2-7]{8}\.ip$/.test(cloak("host.example", "key")));
});

Deno.test("the name of a listener is no address, and hides nobody: it is shown", () => {
  assertEquals(cloak("tor", "key"), "tor");
});

Deno.test("each account has a host of its own, which can stand in a mask", () => {
  const names = [
    "ann",
    "ann_",
    "a-n",
    "[ann]",
    "{ann}",
    "Zoë",
    "zoé",
    "日本",
    "ann.x",
  ];
  const hosts = names.map((name) => accountCloak(name, "Net"));
  assertEquals(new Set(hosts).size, names.length);
  for (const host of [...hosts, accountCloak("a".repeat(40), "n".repeat(60))]) {
    assert(host.length <= 63, host);
    assertEquals(parseUserMask(`*!*@${host}`, DEFAULT_LIMITS), `*!*@${host}`);
  }
  assertEquals(accountCloak("ANN", "Net"), hosts[0]);
});

Deno.test("a network whose name is none for a host has another ending", () => {
  assertEquals(accountCloak("ann", "日本"), "ann.users.irc");
  assertEquals(accountCloak("ann", "-Étoile.org."), "ann.users.toile.org");
});
