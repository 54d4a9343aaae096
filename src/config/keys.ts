import type { SettingPath } from "./mistake.ts";
import { schema } from "./schema.ts";

/** What a setting may be, as far as that tells how a text becomes one. */
export type SettingKind = "text" | "number" | "boolean" | "list" | "either";

/** One setting that the schema has. */
export interface Key {
  /** Where it stands; `0` for each of `[[tables]]` */
  readonly path: SettingPath;
  readonly kind: SettingKind;
  /** What it is where nothing is set; undefined for nothing */
  readonly initial: unknown;
}

/** A table that the schema has. */
export interface KeyTable {
  /** Where it stands, like `log.levels` */
  readonly name: string;
  /** True for `[[tables]]`, of which there may be several */
  readonly isList: boolean;
  /** True if what it says holds where it is not there, too */
  readonly isImplied: boolean;
  readonly keys: readonly Key[];
}

/** The part of a schema of valibot that tells what it is made of. */
interface Node {
  readonly type: string;
  readonly wrapped?: Node;
  readonly default?: unknown;
  readonly entries?: Readonly<Record<string, Node>>;
  readonly item?: Node;
}

const KINDS: Readonly<Record<string, SettingKind>> = {
  number: "number",
  boolean: "boolean",
  array: "list",
  unknown: "either",
};

/** The tables of the configuration file and their keys, in the order of the schema. */
export const KEY_TABLES: readonly KeyTable[] = tablesIn(
  schema as unknown as Node,
  [],
  undefined,
);

/** All keys of all tables. */
export const KEYS: readonly Key[] = KEY_TABLES.flatMap(({ keys }) => keys);

function tablesIn(
  node: Node,
  path: SettingPath,
  initial: unknown,
): KeyTable[] {
  const entries = Object.entries(coreOf(node).entries ?? {})
    .map(([key, entry]) => ({ key, entry, core: coreOf(entry) }));
  const keys = entries
    .filter(({ core }) => !isTable(core) && !isTableList(core))
    .map(({ key, entry, core }) => keyOf([...path, key], entry, core, initial));
  const tables = entries.flatMap(({ key, entry, core }) => {
    const within = defaultOf(entry);
    if (isTable(core)) return tablesIn(core, [...path, key], within);
    return core.item !== undefined && isTableList(core)
      ? tablesIn(core.item, [...path, key, 0], {})
      : [];
  });
  if (keys.length === 0) return tables;
  const name = path.filter((part) => typeof part === "string").join(".");
  const isList = path.includes(0);
  const isImplied = !isList && initial !== undefined;
  return [{ name, isList, isImplied, keys }, ...tables];
}

function keyOf(
  path: SettingPath,
  entry: Node,
  core: Node,
  within: unknown,
): Key {
  return {
    path,
    kind: KINDS[core.type] ?? "text",
    // A table without a default has its keys' only once it is there.
    initial: within === undefined && path.length > 1
      ? undefined
      : defaultOf(entry),
  };
}

/** What is below optional(); pipe() has all that its first part has. */
function coreOf(node: Node): Node {
  return node.wrapped === undefined ? node : coreOf(node.wrapped);
}

function defaultOf(node: Node): unknown {
  return node.type === "optional" ? node.default : undefined;
}

function isTable(node: Node): boolean {
  return node.entries !== undefined;
}

function isTableList({ item }: Node): boolean {
  return item !== undefined && isTable(coreOf(item));
}
