import { assertEquals } from "@std/assert";
import { Hidden } from "../../../../src/store/history/hidden.ts";
import { said } from "../../../support/disk_history.ts";

Deno.test("what is gone from the disk is hidden from nobody but who was reading it then", () => {
  const hidden = new Hidden();
  const [one, other] = [said("one"), said("other", { author: "p1" })];
  const task = {
    id: 1,
    conversation: null,
    author: "p1",
    person: null,
    before: `${other.id} `,
  };
  hidden.add(task);
  hidden.addEvent("c1", one.id);
  const isHidden = (where: Hidden) =>
    [one, other].map((event) => where.has("c1", event));
  assertEquals(isHidden(hidden), [true, true]);
  const watch = hidden.watch();
  assertEquals(isHidden(watch), [false, false]);
  hidden.end(1);
  hidden.endEvent("c1", one.id);
  assertEquals(isHidden(hidden), [false, false]);
  assertEquals(isHidden(watch), [true, true]);
  hidden.unwatch(watch);
  assertEquals(hidden.isEmpty, true);
  assertEquals(isHidden(hidden.watch()), [false, false]);
});
