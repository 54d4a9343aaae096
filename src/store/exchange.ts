import * as v from "valibot";
import type { Change } from "../irc/state/records.ts";
import { readRecords } from "./reading.ts";
import type { StoredRecord } from "./record_schemas.ts";

/** The version of the form that exported records have. */
const VERSION = 2;

const schema = v.object({
  ircd: v.picklist([1, VERSION]),
  records: v.array(v.object({
    kind: v.unknown(),
    key: v.unknown(),
    value: v.unknown(),
  })),
});

/** Gives records as JSON, one a line. */
export function* exportLines(records: readonly Change[]): Generator<string> {
  yield `{"ircd": ${VERSION}, "records": [`;
  for (const [index, { kind, key, value }] of records.entries()) {
    const comma = index === records.length - 1 ? "" : ",";
    yield JSON.stringify({ kind, key, value }) + comma;
  }
  yield "]}";
}

/**
 * Reads what {@linkcode exportLines} has given.
 *
 * @param path the file that it is from
 * @throws {Error} if it is something else, or a record is damaged
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const text = [...exportLines([])].join("\n");
 * assertEquals(parseExport(text, "records.json"), []);
 * ```
 */
export function parseExport(text: string, path: string): Change[] {
  const { ircd, records } = parse(text, path);
  return readRecords(ircd === 1 ? records.map(withParty) : records, path);
}

/** What histories know it by, as the migration of a database gives it. */
function withParty(record: StoredRecord): StoredRecord {
  const { kind, key, value } = record;
  if (kind !== "account" && kind !== "channel") return record;
  if (typeof value !== "object" || value === null) return record;
  const registeredAt = "registeredAt" in value ? value.registeredAt : null;
  return { kind, key, value: { ...value, party: `${registeredAt}.${key}` } };
}

function parse(text: string, path: string): v.InferOutput<typeof schema> {
  try {
    return v.parse(schema, JSON.parse(text));
  } catch {
    throw new Error(`${path} is not what \`ircd export\` prints`);
  }
}
