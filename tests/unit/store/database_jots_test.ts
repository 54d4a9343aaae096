import { assertEquals, assertThrows } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import type { Jot } from "../../../src/irc/state/jot.ts";
import { DatabaseJots } from "../../../src/store/database_jots.ts";
import { FakeTime } from "../../support/fake_time.ts";

function seen(key: string, value: Jot["value"]): Jot {
  return { kind: "seen", key, value };
}

/** What another process would find in the database. */
function written(db: DatabaseSync): Jot[] {
  return new DatabaseJots(() => db).read();
}

Deno.test("jots are gathered for a tenth of a second, and the latest of each key is written, in their order", () => {
  using time = new FakeTime();
  const db = new DatabaseSync(":memory:");
  const jots = new DatabaseJots(() => db);
  jots.write([seen("ann", 1), seen("bob", 2)]);
  jots.write([seen("ann", 3), {
    kind: "read-marker",
    key: "ann #a",
    value: 4,
  }]);
  time.tick(99);
  assertEquals(written(db), []);
  time.tick(1);
  const marker = { kind: "read-marker", key: "ann #a", value: 4 };
  assertEquals(written(db), [seen("bob", 2), seen("ann", 3), marker]);
  jots.write([seen("bob", 5), seen("ann", null)]);
  time.tick(100);
  assertEquals(written(db), [marker, seen("bob", 5)]);
  db.close();
});

Deno.test("texts and times are read as they were written", () => {
  const db = new DatabaseSync(":memory:");
  const jots = new DatabaseJots(() => db);
  const all = [seen("a", "12"), seen("b", 1_800_000_000_000), seen("c", "")];
  jots.write(all);
  jots.flush();
  assertEquals(jots.read(), all);
  db.close();
});

Deno.test("what cannot be written is said with the next jot, and written once it can be", () => {
  using time = new FakeTime();
  const db = new DatabaseSync(":memory:");
  let isFull = true;
  const jots = new DatabaseJots(() => {
    if (isFull) throw new Error("the disk is full");
    return db;
  });
  jots.write([seen("ann", 1)]);
  time.tick(100);
  assertThrows(() => jots.write([seen("bob", 2)]), Error, "the disk is full");
  isFull = false;
  time.tick(100);
  assertEquals(written(db), [seen("ann", 1), seen("bob", 2)]);
  db.close();
});

Deno.test("records are on the disk once written, after jots too that need not be", () => {
  const db = new DatabaseSync(":memory:");
  const jots = new DatabaseJots(() => db);
  const synchronous = () => db.prepare("PRAGMA synchronous").get()?.synchronous;
  jots.write([seen("ann", 1)]);
  jots.flush();
  assertEquals(synchronous(), 2);
  db.exec("DROP TABLE jot; CREATE TABLE jot (x TEXT)");
  jots.write([seen("ann", 2)]);
  jots.flush();
  assertThrows(() => jots.write([]), Error, "jot");
  jots.flush();
  assertEquals(synchronous(), 2);
  db.close();
});
