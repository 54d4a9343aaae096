import { assertEquals, assertThrows } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { Database } from "../../src/store/database.ts";
import { MIGRATIONS } from "../../src/store/migrations.ts";
import { readFolder } from "../../src/store/reading.ts";
import {
  accountChange,
  accountOf,
  banChange,
  banOf,
} from "../support/records.ts";
import { withFolder } from "../support/folder.ts";

const ANN = accountChange("ann");
const BAN = banChange(banOf("192.0.2.1"));

/** A folder of data that is gone after the test. */
function test(name: string, run: (folder: string) => void): void {
  Deno.test(name, () =>
    withFolder({}, (folder) => {
      run(`${folder}/data`);
      return Promise.resolve();
    }));
}

test("records are read as they were written, in the order in which they came", (folder) => {
  const zoe = accountChange("zoe");
  const changed = accountChange("zoe", accountOf("zoe", { email: "z@b.test" }));
  const database = new Database(folder);
  database.write([zoe, BAN, accountChange("bob")]);
  database.write([changed, ANN, accountChange("bob", null)]);
  assertEquals(database.read(), [changed, BAN, ANN]);
  database.close();
  const again = new Database(folder);
  assertEquals(again.read(), [changed, BAN, ANN]);
  again.close();
});

test("changes are made all or none", (folder) => {
  const database = new Database(folder);
  const broken = { ...BAN, key: null as never };
  assertThrows(() => database.write([ANN, broken]));
  assertEquals(database.read(), []);
  database.write([ANN]);
  assertEquals(database.read(), [ANN]);
  database.close();
});

test("what is done once is not done again by the next process", (folder) => {
  for (const expected of [[BAN], []]) {
    const database = new Database(folder);
    database.writeOnce("bans.json", () => [BAN]);
    assertEquals(database.read(), expected);
    database.write([{ ...BAN, value: null }]);
    database.close();
  }
});

test("what is done once and fails is not done", (folder) => {
  const database = new Database(folder);
  assertThrows(
    () =>
      database.writeOnce("bans.json", () => {
        throw new Error("damaged");
      }),
    Error,
    "damaged",
  );
  database.writeOnce("bans.json", () => [BAN]);
  assertEquals(database.read(), [BAN]);
  database.close();
});

test("nobody else can read what is kept", (folder) => {
  const database = new Database(folder);
  database.write([ANN]);
  const modeOf = (path: string) => (Deno.statSync(path).mode ?? 0) & 0o777;
  assertEquals(modeOf(folder), 0o700);
  for (const { name } of Deno.readDirSync(folder)) {
    assertEquals([name, modeOf(`${folder}/${name}`)], [name, 0o600]);
  }
  database.close();
});

test("before a migration the file is copied as it was", (folder) => {
  const before = new Database(folder);
  before.write([ANN]);
  before.close();
  const more = "ALTER TABLE record ADD COLUMN more TEXT";
  const after = new Database(folder, [...MIGRATIONS, more]);
  after.write([BAN]);
  assertEquals(after.read(), [ANN, BAN]);
  after.close();
  const copy = `${folder}/ircd.version-${MIGRATIONS.length}.db`;
  Deno.renameSync(copy, `${folder}/ircd.db`);
  const old = new Database(folder);
  assertEquals(old.read(), [ANN]);
  old.close();
});

test("a migration that fails leaves the file as it was", (folder) => {
  const before = new Database(folder);
  before.write([ANN]);
  before.close();
  assertThrows(
    () => new Database(folder, [...MIGRATIONS, "DELETE FROM record; oops"]),
    Error,
    `${folder}/ircd.db cannot be written: `,
  );
  const again = new Database(folder);
  assertEquals(again.read(), [ANN]);
  again.close();
});

test("a folder that another process has is refused, until that lets it go", (folder) => {
  const one = new Database(folder);
  assertThrows(
    () => new Database(folder),
    Error,
    `another ircd keeps its data in ${folder} (see --data)`,
  );
  one.write([ANN]);
  one.release();
  const other = new Database(folder);
  assertThrows(() => one.write([BAN]), Error, "another process keeps them");
  assertEquals(other.read(), [ANN]);
  other.write([BAN]);
  other.close();
  one.resume();
  one.write([{ ...ANN, value: null }]);
  assertEquals(one.read(), [BAN]);
  one.close();
});

test("what is taken back while another process still has it is tried again with each change", (folder) => {
  const one = new Database(folder);
  one.release();
  const other = new Database(folder);
  one.resume();
  assertThrows(() => one.write([ANN]), Error, "another ircd keeps its data");
  other.close();
  one.write([ANN]);
  assertEquals(one.read(), [ANN]);
  one.close();
});

test("what was closed is not opened again", (folder) => {
  const database = new Database(folder);
  database.close();
  assertThrows(() => database.write([ANN]), Error, "they are closed");
});

for (
  const [what, spoil, fault] of [
    [
      "is no JSON",
      `UPDATE record SET value = '{"na'`,
      "the account ann is damaged: it is missing",
    ],
    [
      "lacks something",
      "UPDATE record SET value = json_remove(value, '$.email')",
      "the account ann is damaged: email is missing",
    ],
    [
      "has a key that is not its own",
      "UPDATE record SET key = 'bob'",
      "the account bob is damaged: its key must be ann",
    ],
  ]
) {
  test(`a record that ${what} is named, and none is read`, (folder) => {
    const database = new Database(folder);
    database.write([ANN]);
    const path = `${folder}/ircd.db`;
    const file = new DatabaseSync(path);
    file.exec(spoil);
    file.close();
    assertThrows(() => database.read(), Error, `${path}: ${fault}`);
    assertThrows(() => readFolder(folder), Error, `${path}: ${fault}`);
    database.close();
  });
}

for (
  const [what, bytes, fault] of [
    [
      "another file",
      "x".repeat(5000),
      "cannot be read: file is not a database",
    ],
    ["half a file", null, "cannot be "],
  ] as const
) {
  test(`${what} in place of the records is named`, (folder) => {
    const database = new Database(folder);
    database.write([ANN]);
    database.close();
    const path = `${folder}/ircd.db`;
    if (bytes === null) Deno.truncateSync(path, 6000);
    else Deno.writeTextFileSync(path, bytes);
    const open = () => new Database(folder).read();
    assertThrows(open, Error, `${path} ${fault}`);
    // The folder is let go.
    assertThrows(open, Error, `${path} ${fault}`);
  });
}
