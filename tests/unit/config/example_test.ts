import { assert, assertEquals } from "@std/assert";
import * as v from "valibot";
import {
  exampleConfig,
  nameOfKey,
  wordsOf,
} from "../../../src/config/example.ts";
import { parseConfigFile } from "../../../src/config/file.ts";
import { KEY_TABLES, KEYS } from "../../../src/config/keys.ts";
import { schema } from "../../../src/config/schema.ts";
import { KEY_WORDS, TABLE_WORDS } from "../../../src/config/words.ts";

/** What an example cannot show: it would be somebody's hash. */
const HASH = `$scrypt$ln=15,r=8,p=1$${"s".repeat(22)}$${"h".repeat(43)}`;

/** Stands for what another key does. */
const ALTERNATIVES = [
  "check.command",
  "accounts.authenticator.command",
  "accounts.oauth2.jwks-url",
  "accounts.oauth2.key-file",
  "accounts.oauth2.secret",
];

/** The lines of the example that set something, with the # taken off where that is asked for. */
function uncomment(takesOff: (key: string, table: string) => boolean): string {
  let table = "";
  return exampleConfig().split("\n").map((line) => {
    const [, head] = /^#?\[+([a-z0-9.-]+)\]+$/.exec(line) ?? [];
    if (head !== undefined) table = head;
    const [, key = ""] = /^#([a-z-]+) = /.exec(line) ?? [];
    return takesOff(key, table) ? line.replace(/^#(?! )/, "") : line;
  }).join("\n").replaceAll("$scrypt$...", HASH);
}

Deno.test("the example as it is sets nothing", () => {
  const output = v.parse(schema, parseConfigFile(exampleConfig()));
  assertEquals(output, v.parse(schema, {}));
});

Deno.test("the example has every key of the schema, each with its default", () => {
  const isDefault = (key: string, table: string) =>
    KEYS.some(({ initial, path }) =>
      initial !== undefined && !path.includes(0) &&
      nameOfKey({ path }) === `${table}.${key}`
    );
  const raw = parseConfigFile(uncomment(isDefault));
  for (const { initial, path } of KEYS) {
    if (initial === undefined || path.includes(0)) continue;
    const value = path.reduce<unknown>(
      (within, part) => (within as Record<string | number, unknown>)[part],
      raw,
    );
    assertEquals(value, initial, path.join("."));
  }
  assertEquals(v.parse(schema, raw), v.parse(schema, {}));
});

for (const { name, isList, keys } of KEY_TABLES) {
  Deno.test(`what the example shows of ${name} passes with its # taken off`, () => {
    const text = uncomment((key, table) =>
      table === name && !ALTERNATIVES.includes(`${table}.${key}`) ||
      table === "class" && name === "operator"
    );
    const { issues } = v.safeParse(schema, parseConfigFile(text));
    assertEquals(issues?.map(({ message }) => message), undefined);
    const [table] = name.split(".");
    const raw = parseConfigFile(text)[table];
    assertEquals(Array.isArray(raw), isList);
    for (const { path } of keys) {
      if (ALTERNATIVES.includes(nameOfKey({ path }))) continue;
      const shown = path.slice(1).reduce<unknown>(
        (within, part) => (within as Record<string | number, unknown>)[part],
        raw,
      );
      assert(shown !== undefined, path.join("."));
    }
  });
}

Deno.test("there is something to say of each table and key, and of nothing else", () => {
  const levels = /^log\.levels\./;
  const names = KEYS.map(nameOfKey).filter((name) => !levels.test(name));
  assertEquals(Object.keys(KEY_WORDS).sort(), names.sort());
  assertEquals(
    Object.keys(TABLE_WORDS).sort(),
    KEY_TABLES.map(({ name }) => name).sort(),
  );
  for (const key of KEYS) {
    const { example, help } = wordsOf(key);
    assert(help !== "", nameOfKey(key));
    assert(key.initial !== undefined || example !== undefined, nameOfKey(key));
  }
});
