import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { cloak } from "../../../../src/irc/names/cloak.ts";

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
