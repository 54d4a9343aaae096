import { assertEquals } from "@std/assert";
import { Purse } from "../../../src/net/purses.ts";
import {
  FloodBudget,
  type FloodLimits,
  LONGEST_WAIT_MS,
} from "../../../src/net/flood.ts";

const LIMITS: FloodLimits = {
  burst: 10,
  perSecond: 2,
  start: 0,
  welcome: 0,
  welcomeMs: 0,
  addressMinute: 1000,
};

/** Carries out plain lines for as long as there is a token. @returns how many */
function lines(budget: FloodBudget, now: number): number {
  for (let count = 0;; count++) {
    if (budget.waitMs(now) > 0) return count;
    budget.spend(1, now);
  }
}

Deno.test("ten lines at once, then two a second", () => {
  const budget = new FloodBudget(LIMITS, 0);
  assertEquals(lines(budget, 0), 10);
  assertEquals(budget.waitMs(0), 500);
  assertEquals(budget.waitMs(499), 1);
  assertEquals(lines(budget, 500), 1);
  assertEquals(lines(budget, 2500), 4);
});

Deno.test("who was quiet for long has ten again, and no more", () => {
  const budget = new FloodBudget(LIMITS, 0);
  lines(budget, 0);
  assertEquals(lines(budget, 3_600_000), 10);
});

Deno.test("a dear line is paid for afterwards", () => {
  const budget = new FloodBudget(LIMITS, 0);
  budget.spend(15, 0);
  assertEquals(budget.waitMs(0), 3000);
  assertEquals(lines(budget, 3000), 1);
});

Deno.test("however dear a line is, the wait for it has an end", () => {
  const budget = new FloodBudget(LIMITS, 0);
  for (let count = 0; count < 10; count++) budget.spend(100_000, 0);
  assertEquals(budget.waitMs(0), LONGEST_WAIT_MS + 500);
});

Deno.test("what is free costs nothing", () => {
  const budget = new FloodBudget(LIMITS, 0);
  for (let count = 0; count < 1000; count++) budget.spend(0, 0);
  assertEquals(lines(budget, 0), 10);
});

Deno.test("a client's start has a purse of its own", () => {
  const budget = new FloodBudget({ ...LIMITS, start: 20 }, 0);
  assertEquals(lines(budget, 0), 30);
});

Deno.test("once registered it has another, for a while", () => {
  const limits = { ...LIMITS, start: 20, welcome: 50, welcomeMs: 60_000 };
  const budget = new FloodBudget(limits, 0);
  budget.spend(5, 0);
  budget.register(1000);
  assertEquals(lines(budget, 1000), 60);
  const late = new FloodBudget(limits, 0);
  late.register(1000);
  assertEquals(lines(late, 61_000), 10);
});

Deno.test("all who come from one place start from one purse, and then each has its own two a second", () => {
  const limits = { ...LIMITS, start: 20 };
  const purse = new Purse(50, 0);
  const starts = [1, 2, 3].map(() => new FloodBudget(limits, 0, purse));
  assertEquals(starts.map((budget) => lines(budget, 0)), [30, 20, 0]);
  assertEquals(starts.map((budget) => budget.waitMs(0)), [500, 500, 500]);
  assertEquals(lines(starts[2], 500), 1);
});

Deno.test("who comes back after a flood from there has two a second, and no burst", () => {
  const limits = { ...LIMITS, start: 60, welcome: 500, welcomeMs: 60_000 };
  const purse = new Purse(1000, 0);
  purse.empty(0);
  const budget = new FloodBudget(limits, 0, purse);
  budget.register(0);
  assertEquals(lines(budget, 0), 0);
  assertEquals(lines(budget, 5000), 10);
});

Deno.test("who was registered before a flood from the same place keeps its ten lines", () => {
  const purse = new Purse(1000, 0);
  const limits = { ...LIMITS, welcome: 50, welcomeMs: 60_000 };
  const budget = new FloodBudget(limits, 0, purse);
  budget.register(0);
  purse.empty(0);
  assertEquals(lines(budget, 0), 10);
});

Deno.test("what is left goes on in another process, whose clock shows another time", () => {
  const limits = { ...LIMITS, welcome: 3, welcomeMs: 1000 };
  const one = new FloodBudget(limits, 0);
  one.register(0);
  one.spend(12, 0);
  const other = new FloodBudget(limits, 50_000);
  other.restore(JSON.parse(JSON.stringify(one.state(100))), 50_000);
  for (const passed of [0, 500, 900, 1500, 60_000]) {
    assertEquals(
      other.state(50_000 + passed),
      one.state(100 + passed),
      `${passed} ms later`,
    );
  }
});

Deno.test("who is not registered has his purse in another process, however long that takes", () => {
  const limits = { ...LIMITS, start: 5 };
  const one = new FloodBudget(limits, 0);
  one.spend(1, 0);
  const other = new FloodBudget(limits, 0);
  other.restore(JSON.parse(JSON.stringify(one.state(0))), 0);
  assertEquals(lines(other, 0), 14);
});
