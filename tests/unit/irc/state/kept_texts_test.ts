import { assert } from "@std/assert";
import { READER } from "../../../support/history.ts";
import { TestNetwork } from "../../../support/test_network.ts";

const MEGABYTES = 2;
const COUNT = 100;

/** Gives a line as it is cut out of a piece of text that came with it, and which is held as long as a part of it is. */
function cutOut(line: string): string {
  const bytes = new TextEncoder().encode(line + " ".repeat(MEGABYTES * 1e6));
  return new TextDecoder().decode(bytes).slice(0, line.length);
}

for (
  const lineOf of [
    (count: number) => `MONITOR + watched-nickname-${count}`,
    (count: number) => `JOIN #channel-with-a-name-${count}`,
    (count: number) =>
      `MARKREAD somebody-${count} timestamp=2026-01-01T00:00:00.000Z`,
    (count: number) => `METADATA * SUB key-of-some-length-${count}`,
    (count: number) => `METADATA * SET key-of-some-length-${count} :some value`,
    (count: number) => `SILENCE +somebody-${count}!*@host.example.org`,
    (count: number) => `SILENCE -somebody-${count}!*@host.example.org`,
  ]
) {
  Deno.test(`no more is kept of a line than it says: ${lineOf(1)}`, () => {
    const network = new TestNetwork({}, {
      channels: COUNT,
      metadataKeys: COUNT,
      metadataSubscriptions: COUNT,
      silence: COUNT,
    });
    const ann = network.register("ann");
    ann.enable(...READER, "draft/read-marker", "draft/metadata-3");
    const before = Deno.memoryUsage().heapUsed;
    for (let count = 0; count < COUNT; count++) {
      network.pass(10_000);
      ann.take();
      ann.send(cutOut(lineOf(count)), "PONG :irc.test");
    }
    const held = (Deno.memoryUsage().heapUsed - before) / 1e6;
    assert(held < COUNT * MEGABYTES / 2, `${held} MB are held`);
  });
}
