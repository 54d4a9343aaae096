import { assertEquals } from "@std/assert";
import { Purse, Purses, SHUT_MS } from "../../../src/net/purses.ts";

const MINUTE_MS = 60_000;

Deno.test("a purse gives what it has, and gets as much again within a minute", () => {
  const purse = new Purse(600, 0);
  assertEquals(purse.draw(1000, 0), 600);
  assertEquals(purse.draw(1000, 0), 0);
  assertEquals(purse.draw(1000, 1000), 10);
  assertEquals(purse.left(1000 + MINUTE_MS), 600);
  assertEquals(purse.left(9 * MINUTE_MS), 600);
});

Deno.test("after a flood it has nothing, and gets nothing for ten seconds", () => {
  const purse = new Purse(600, 0);
  purse.empty(0);
  assertEquals(purse.left(SHUT_MS), 0);
  assertEquals(purse.left(SHUT_MS + 1000), 10);
  purse.empty(SHUT_MS + 1000);
  assertEquals(purse.left(2 * SHUT_MS + 1000), 0);
  assertEquals(purse.left(2 * SHUT_MS + 1000 + MINUTE_MS), 600);
});

Deno.test("all who come from one place have one purse, and others another", () => {
  const purses = new Purses();
  purses.of("192.0.2.1", 100, 0).draw(70, 0);
  assertEquals(purses.of("192.0.2.1", 100, 0).left(0), 30);
  assertEquals(purses.of("192.0.2.2", 100, 0).left(0), 100);
});

Deno.test("what is not full is not forgotten", () => {
  const purses = new Purses();
  const purse = purses.of("192.0.2.1", 100, 0);
  purse.draw(70, 0);
  purses.forget(0);
  assertEquals(purses.of("192.0.2.1", 100, 0), purse);
  purses.forget(MINUTE_MS);
  assertEquals(purses.of("192.0.2.1", 100, MINUTE_MS) === purse, false);
});

Deno.test("what is left goes on in another process, whose clock shows another time", () => {
  const one = new Purses();
  one.of("used", 600, 0).draw(500, 0);
  one.of("flooded", 600, 0).empty(0);
  one.of("full", 600, 0);
  const states = JSON.parse(JSON.stringify(one.states(1000)));
  assertEquals(states.length, 2);
  const other = new Purses();
  other.restore(states, 600, 50_000);
  for (const passed of [0, 500, 9000, 10_000, MINUTE_MS]) {
    for (const origin of ["used", "flooded", "full"]) {
      assertEquals(
        other.of(origin, 600, 0).left(50_000 + passed),
        one.of(origin, 600, 0).left(1000 + passed),
        `${origin}, ${passed} ms later`,
      );
    }
  }
});
