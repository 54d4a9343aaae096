import { assertEquals, assertThrows } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import {
  migrate,
  MIGRATIONS,
  refuseStrange,
  versionOf,
} from "../../../src/store/migrations.ts";

const STEPS = [
  "CREATE TABLE one (x TEXT) STRICT",
  "ALTER TABLE one ADD COLUMN y TEXT; UPDATE one SET y = x",
  "CREATE TABLE three (z TEXT) STRICT",
];

/** @returns the versions that a copy was made of */
function migrateBy(db: DatabaseSync, steps: readonly string[]): number[] {
  const copied: number[] = [];
  migrate(db, (version) => copied.push(version), steps);
  return copied;
}

Deno.test("a new database gets every migration, and nothing of it is copied", () => {
  const db = new DatabaseSync(":memory:");
  assertEquals(migrateBy(db, STEPS), []);
  assertEquals(versionOf(db), 3);
});

Deno.test("a database that there was gets those that it has not, and is copied before each", () => {
  const db = new DatabaseSync(":memory:");
  assertEquals(migrateBy(db, STEPS.slice(0, 1)), []);
  assertEquals(versionOf(db), 1);
  db.exec("INSERT INTO one VALUES ('kept')");
  assertEquals(migrateBy(db, STEPS), [1, 2]);
  assertEquals(versionOf(db), 3);
  assertEquals({ ...db.prepare("SELECT x, y FROM one").get() }, {
    x: "kept",
    y: "kept",
  });
});

Deno.test("a new database is not copied, however many migrations make it", () => {
  const db = new DatabaseSync(":memory:");
  assertEquals(migrateBy(db, STEPS), []);
  assertEquals(versionOf(db), 3);
});

Deno.test("migrations are made once", () => {
  const db = new DatabaseSync(":memory:");
  migrateBy(db, STEPS);
  assertEquals(migrateBy(db, STEPS), []);
});

Deno.test("a migration that fails half-way leaves all as it was", () => {
  const db = new DatabaseSync(":memory:");
  migrateBy(db, STEPS.slice(0, 1));
  const broken =
    "ALTER TABLE one ADD COLUMN y TEXT; INSERT INTO none VALUES (1)";
  assertThrows(() => migrateBy(db, [STEPS[0], broken]));
  assertEquals(versionOf(db), 1);
  assertEquals(db.prepare("PRAGMA table_info(one)").all().length, 1);
  assertEquals(migrateBy(db, STEPS), [1, 2]);
});

Deno.test("an empty file may become a database, one of ours is taken", () => {
  const db = new DatabaseSync(":memory:");
  refuseStrange(db, "x.db");
  migrate(db, () => {});
  refuseStrange(db, "x.db");
  assertEquals(versionOf(db), MIGRATIONS.length);
});

Deno.test("accounts and channels from before there were histories get what these know them by", () => {
  const db = new DatabaseSync(":memory:");
  migrateBy(db, MIGRATIONS.slice(0, 1));
  const insert = db.prepare(
    "INSERT INTO record (kind, key, value) VALUES (?, ?, ?)",
  );
  insert.run("account", "ann", '{"name":"Ann","registeredAt":12}');
  insert.run("channel", "#tea", '{"name":"#tea","registeredAt":13}');
  insert.run("purge", "#x", '{"name":"#x"}');
  insert.run("account", "broken", "{");
  migrateBy(db, MIGRATIONS.slice(0, 2));
  const values = db.prepare("SELECT value FROM record ORDER BY id").all()
    .map(({ value }) => value);
  assertEquals(values, [
    '{"name":"Ann","registeredAt":12,"party":"12.ann"}',
    '{"name":"#tea","registeredAt":13,"party":"13.#tea"}',
    '{"name":"#x"}',
    "{",
  ]);
});

Deno.test("a database of another program is refused", () => {
  const db = new DatabaseSync(":memory:");
  db.exec("CREATE TABLE theirs (x TEXT)");
  assertThrows(
    () => refuseStrange(db, "x.db"),
    Error,
    "x.db is no database of ircd",
  );
});

Deno.test("a database of a newer ircd is refused", () => {
  const db = new DatabaseSync(":memory:");
  migrateBy(db, STEPS);
  assertThrows(
    () => refuseStrange(db, "x.db", 2),
    Error,
    "x.db is of a newer ircd: it has version 3, and this one knows 2",
  );
});
