import { DatabaseSync } from "node:sqlite";
import { assert, assertEquals } from "@std/assert";
import { Conversations } from "../../../../src/store/history/conversations.ts";
import { HISTORY_MIGRATIONS } from "../../../../src/store/history/history_file.ts";
import { Statements } from "../../../../src/store/history/statements.ts";

const MEGABYTE = 1_000_000;

/** Gives a text of a megabyte, as a batch is one: what is cut out of it may hold all of it. */
function longText(begin: string): string {
  const bytes = new TextEncoder().encode(begin + "x".repeat(MEGABYTE));
  return new TextDecoder().decode(bytes);
}

function conversationsOf(db: DatabaseSync): Conversations {
  for (const migration of HISTORY_MIGRATIONS) db.exec(migration);
  return new Conversations(new Statements(db));
}

Deno.test("conversations are known without the batches that named them", () => {
  using db = new DatabaseSync(":memory:");
  const conversations = conversationsOf(db);
  const before = Deno.memoryUsage().heapUsed;
  for (let count = 100; count < 500; count++) {
    const text = longText(`r.${count}abcdep r.${count}fghijp`);
    const known = conversations.of(text.slice(0, 23));
    conversations.added(known, text.slice(0, 17));
    conversations.writeDown();
  }
  const held = Deno.memoryUsage().heapUsed - before;
  assert(held < 200 * MEGABYTE, `${held} bytes are held`);
});

Deno.test("the latest message of a conversation is the latest of all batches", () => {
  using db = new DatabaseSync(":memory:");
  const conversations = conversationsOf(db);
  for (const message of ["2", null, "3", "1"]) {
    conversations.added(conversations.of("r.1"), message);
    conversations.writeDown();
  }
  assertEquals(
    { ...db.prepare("SELECT latest, events FROM conversation").get() },
    { latest: "3", events: 4 },
  );
});
