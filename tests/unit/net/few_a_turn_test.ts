import { assertEquals } from "@std/assert";
import { FewATurn } from "../../../src/net/few_a_turn.ts";

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

Deno.test("so many are done a turn, in their order, and others get between", async () => {
  const done: number[] = [];
  const few = new FewATurn(2);
  for (let number = 1; number <= 5; number++) {
    few.add(() => void done.push(number));
  }
  assertEquals(done, []);
  await turn();
  assertEquals(done, [1, 2]);
  few.add(() => void done.push(6));
  await turn();
  assertEquals(done, [1, 2, 3, 4]);
  await turn();
  assertEquals(done, [1, 2, 3, 4, 5, 6]);
  few.add(() => void done.push(7));
  await turn();
  assertEquals(done.at(-1), 7);
});
