import { assertEquals } from "@std/assert";
import { PasswordQueue } from "../../../src/server/password_queue.ts";

/** A queue whose checks end when they are told to. */
function queue(cores = 1) {
  const checks = new PasswordQueue(cores);
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const add = (address: string, name: string) =>
    checks.add(address, () => {
      begun.push(name);
      return new Promise<void>((resolve) => ends.push(resolve));
    });
  const end = async () => {
    ends.shift()?.();
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  };
  return { add, begun, end };
}

Deno.test("with one core passwords are checked one after the other", async () => {
  const { add, begun, end } = queue();
  for (const name of ["a", "b"]) add("192.0.2.1", name);
  assertEquals(begun, ["a"]);
  await end();
  assertEquals(begun, ["a", "b"]);
  await end();
  add("192.0.2.1", "c");
  assertEquals(begun, ["a", "b", "c"]);
});

for (const [cores, atOnce] of [[2, 2], [4, 4], [64, 4]]) {
  Deno.test(`with ${cores} cores ${atOnce} passwords are checked at once`, async () => {
    const { add, begun, end } = queue(cores);
    const names = ["a", "b", "c", "d", "e", "f"];
    for (const name of names) add("192.0.2.1", name);
    assertEquals(begun, names.slice(0, atOnce));
    await end();
    assertEquals(begun, names.slice(0, atOnce + 1));
    for (const _ of names) await end();
    assertEquals(begun, names);
    for (const name of names) add("192.0.2.1", name);
    assertEquals(begun.slice(names.length), names.slice(0, atOnce));
  });
}

Deno.test("who asks for many takes no more than the first places from others", async () => {
  const { add, begun, end } = queue(2);
  for (const name of ["a1", "a2", "a3", "a4"]) add("192.0.2.1", name);
  for (const name of ["b1", "b2"]) add("192.0.2.2", name);
  for (let count = 0; count < 6; count++) await end();
  assertEquals(begun, ["a1", "a2", "a3", "b1", "a4", "b2"]);
});

Deno.test("addresses take turns", async () => {
  const { add, begun, end } = queue();
  for (const name of ["a1", "a2", "a3"]) add("192.0.2.1", name);
  for (const name of ["b1", "b2"]) add("192.0.2.2", name);
  for (let count = 0; count < 5; count++) await end();
  assertEquals(begun, ["a1", "a2", "b1", "a3", "b2"]);
});

Deno.test("the addresses of one IPv6 network share a turn, those of others do not", async () => {
  const { add, begun, end } = queue();
  add("2001:db8:1:2::1", "a1");
  add("2001:db8:1:2:ffff::2", "a2");
  add("2001:DB8:1:2:0:0:0:3", "a3");
  add("2001:db8:1:3::1", "b1");
  add("192.0.2.1", "c1");
  add("::ffff:192.0.2.2", "d1");
  for (let count = 0; count < 6; count++) await end();
  assertEquals(begun, ["a1", "a2", "b1", "c1", "d1", "a3"]);
});

Deno.test("of one address so many wait, and no more", async () => {
  const { add, end } = queue();
  const taken = Array.from({ length: 34 }, () => add("192.0.2.1", "a"));
  assertEquals(taken.indexOf(false), 33);
  assertEquals(add("192.0.2.2", "b"), true);
  await end();
  assertEquals(add("192.0.2.1", "a"), true);
});
