import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { HistoryEvent } from "../../../../src/irc/state/archive.ts";
import { eventOf, packEvent } from "../../../../src/irc/state/packed_event.ts";
import {
  beginOf,
  type Order,
  Packing,
  unpackOrders,
  unpackRow,
} from "../../../../src/store/history/rows.ts";

/** A line of a client: all but NUL, CR and LF. */
const line = fc.string({ unit: "grapheme" })
  .map((text) => text.replace(/[\0\r\n]/g, ""));
const word = line.filter((text) => text !== "");
const orNull = fc.option(word, { nil: null });

const event: fc.Arbitrary<HistoryEvent> = fc.record({
  id: word,
  at: fc.nat(),
  source: line,
  account: orNull,
  isBot: fc.boolean(),
  relayedBy: orNull,
  command: fc.constantFrom("PRIVMSG", "NOTICE", "JOIN", "TOPIC"),
  params: fc.array(line),
  text: fc.option(fc.array(line).map((lines) => lines.join("\n")), {
    nil: null,
  }),
  lines: fc.option(
    fc.array(fc.record({ text: line, isConcat: fc.boolean() }), {
      minLength: 1,
    }),
    { nil: null },
  ),
  clientTags: line,
  author: orNull,
  leastRank: fc.nat(255),
  parent: orNull,
});

Deno.test("an event is unpacked as it was packed, whatever is in it", () => {
  fc.assert(fc.property(word, event, (conversation, event) => {
    const packing = new Packing();
    packing.addEvent(beginOf(conversation), packEvent(event));
    const [order] = unpackOrders(packing.take());
    const row = unpackRow(order.kind === "event" ? order.packed : "");
    assertEquals(row.conversation, conversation);
    assertEquals(row.isMessage, /PRIVMSG|NOTICE/.test(event.command));
    assertEquals(eventOf(row), event);
  }));
});

Deno.test("orders are unpacked as they were packed, in their order", () => {
  const packing = new Packing();
  const orders: Exclude<Order, { kind: "event" }>[] = [
    { kind: "erase", conversation: "p1 p2", id: "m1" },
    {
      kind: "task",
      task: {
        id: 1,
        conversation: null,
        author: "p1",
        person: null,
        before: "m2 ",
      },
    },
    { kind: "jot", jot: { kind: "seen", key: "a\0b", value: null } },
  ];
  for (const order of orders) packing.add(order);
  assertEquals(unpackOrders(packing.take()), orders);
  assertEquals(unpackOrders(packing.take()), []);
});
