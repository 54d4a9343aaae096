import { assertEquals, assertNotStrictEquals } from "@std/assert";
import { Gatherer } from "../../../src/net/gatherer.ts";

const encoder = new TextEncoder();
const [hello, world, again] = ["hello\r\n", "wörld\r\n", "again\r\n"]
  .map((text) => encoder.encode(text));

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

for (
  const [what, gatherer] of [
    ["into the same bytes", new Gatherer(new Uint8Array(64))],
    ["into new bytes", new Gatherer(null)],
  ] as const
) {
  Deno.test(`lines and texts are put together in their order, ${what}`, () => {
    const lines = ["one\r\n", "two\r\n", hello, "drei 日\r\n", world];
    const text = "one\r\ntwo\r\nhello\r\ndrei 日\r\nwörld\r\n";
    assertEquals(textOf(gatherer.join(lines)), text);
    assertEquals(textOf(gatherer.join([...lines])), text);
  });

  Deno.test(`others who are told something else do not get what was put together before, ${what}`, () => {
    for (
      const [lines, text] of [
        [[hello, world], "hello\r\nwörld\r\n"],
        [[hello, again], "hello\r\nagain\r\n"],
        [[hello, world, again], "hello\r\nwörld\r\nagain\r\n"],
        [[world], "wörld\r\n"],
        [["x\r\n"], "x\r\n"],
        [[hello, world], "hello\r\nwörld\r\n"],
      ] as const
    ) assertEquals(textOf(gatherer.join(lines)), text);
  });
}

Deno.test("who keeps the bytes for a while keeps what was meant", () => {
  const gatherer = new Gatherer(null);
  const first = gatherer.join([hello, world]);
  assertNotStrictEquals(gatherer.join([hello, again]), first);
  assertEquals(textOf(first), "hello\r\nwörld\r\n");
});

Deno.test("more than the scratch holds is put together all the same", () => {
  const gatherer = new Gatherer(new Uint8Array(8));
  const bytes = gatherer.join([hello, world]);
  gatherer.join([world, again]);
  assertEquals(textOf(bytes), "hello\r\nwörld\r\n");
});
