import { END } from "../../../../src/irc/state/archive.ts";
import { packEvent } from "../../../../src/irc/state/packed_event.ts";
import { assertEquals } from "@std/assert";
import type { ToWriter } from "../../../../src/store/history/messages.ts";
import { FULL_BATCH, Outbox } from "../../../../src/store/history/outbox.ts";
import { beginOf } from "../../../../src/store/history/rows.ts";
import { said } from "../../../support/disk_history.ts";

function batches(posted: readonly ToWriter[]): number[] {
  return posted.flatMap((each) => each.kind === "batch" ? [each.batch] : []);
}

Deno.test("a worker is given a few batches at a time, and another one all that is not written", () => {
  const posted: ToWriter[] = [];
  const kept: number[] = [];
  const receiver = {
    post: (message: ToWriter) => posted.push(message),
    keep: (batch: number) => kept.push(batch),
  };
  const outbox = new Outbox(receiver, () => {});
  const begin = beginOf("c1");
  const events = Array.from({ length: 5 * FULL_BATCH + 1 }, () => said("x"));
  for (const event of events) outbox.add(begin, packEvent(event), event.id);
  assertEquals(outbox.waitingAfter, "");
  outbox.send();
  assertEquals(batches(posted.splice(0)), [1, 2]);
  assertEquals(outbox.written(1), FULL_BATCH);
  assertEquals(outbox.waitingAfter, events[FULL_BATCH - 1].id);
  outbox.send();
  assertEquals(batches(posted.splice(0)), [3]);
  outbox.sendAgain();
  assertEquals(batches(posted.splice(0)), [2, 3]);
  outbox.written(3);
  outbox.send();
  assertEquals(batches(posted.splice(0)), [4, 5]);
  outbox.written(5);
  outbox.send();
  assertEquals(batches(posted.splice(0)), [6]);
  outbox.written(6);
  assertEquals([outbox.isEmpty, outbox.bytes, outbox.events], [true, 0, 0]);
  assertEquals(outbox.waitingAfter, END);
  // What is sent again is safe already.
  assertEquals(kept, [1, 2, 3, 4, 5, 6]);
});
