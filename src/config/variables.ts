import type { SettingPath } from "./mistake.ts";
import { type Key, KEY_TABLES, KEYS } from "./keys.ts";

/** What the name of every variable that sets a key begins with. */
const PREFIX = "IRCD__";

/** What is set, with the variables of the environment. */
export interface FromVariables {
  /** The tables of the file, with what variables set over it */
  readonly tables: Readonly<Record<string, unknown>>;
  /** What is wrong with the variables themselves */
  readonly mistakes: readonly VariableMistake[];
}

/** A variable that sets nothing. */
export interface VariableMistake {
  readonly variable: string;
  readonly fault: string;
}

/**
 * @returns the variable that sets a setting
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(variableOf(["server", "ping-interval"]), "IRCD__SERVER__PING_INTERVAL");
 * assertEquals(variableOf(["operator", 0, "name"]), "IRCD__OPERATOR__0__NAME");
 * ```
 */
export function variableOf(path: SettingPath): string {
  const parts = path.map((part) =>
    String(part).replaceAll("-", "_").toUpperCase()
  );
  return PREFIX + parts.join("__");
}

/**
 * Reads the settings that variables of the environment hold: `IRCD__`, the
 * table, `__` and the key, in capitals and with `_` for `-`. Numbers and
 * `true` or `false` stand as in the file; lists are JSON, or one by one, by
 * their index.
 *
 * @param env the environment
 * @param below the tables of the file, which stay as they are
 */
export function overlayVariables(
  env: Readonly<Record<string, string>>,
  below: Readonly<Record<string, unknown>>,
): FromVariables {
  const tables: Tree = structuredClone(below);
  const mistakes: VariableMistake[] = [];
  const names = Object.keys(env).filter((name) => name.startsWith(PREFIX));
  // A list as a whole comes before what one of its variables changes of it.
  for (const variable of names.sort()) {
    const place = placeOf(variable);
    const value = place && valueOf(env[variable], place);
    if (place === null) {
      mistakes.push({ variable, fault: "is no setting" });
    } else if (value === null) {
      mistakes.push({ variable, fault: "must be a list in JSON" });
    } else put(tables, place.path, value.value);
  }
  mistakes.push(...gapsIn(tables, []));
  return { tables, mistakes };
}

/** @returns the variable that a mistake is in; undefined if it is in none */
export function variableFor(
  path: SettingPath,
  env: Readonly<Record<string, string>>,
): string | undefined {
  for (let length = path.length; length > 0; length--) {
    const variable = variableOf(path.slice(0, length));
    if (variable in env) return variable;
  }
  const within = `${variableOf(path)}__`;
  return Object.keys(env).find((name) => name.startsWith(within));
}

type Tree = Record<string, unknown>;

interface Place {
  readonly path: SettingPath;
  readonly kind: Key["kind"];
}

/** Finds the setting that a variable is for. */
function placeOf(variable: string): Place | null {
  const parts = variable.slice(PREFIX.length).split("__");
  const indices = parts.filter((part) => /^\d{1,3}$/.test(part)).map(Number);
  const pattern = parts.map((part) => /^\d{1,3}$/.test(part) ? "0" : part)
    .join("__");
  const withIndices = (path: SettingPath): SettingPath => {
    let at = 0;
    return path.map((part) => typeof part === "number" ? indices[at++] : part);
  };
  for (const { path, kind } of KEYS) {
    const name = variableOf(path).slice(PREFIX.length);
    if (pattern === name) return { path: withIndices(path), kind };
    if (kind === "list" && pattern === `${name}__0`) {
      return { path: withIndices([...path, 0]), kind: "text" };
    }
  }
  const list = KEY_TABLES.find(({ isList, name }) =>
    isList && variableOf([name]) === variable
  );
  return list === undefined ? null : { path: [list.name], kind: "list" };
}

/** Null for a list that is none. */
function valueOf(text: string, { kind }: Place): { value: unknown } | null {
  const isNumber = /^\d{1,15}$/.test(text);
  if (kind === "list") return parseList(text);
  if (kind === "boolean" && /^(?:true|false)$/.test(text)) {
    return { value: text === "true" };
  }
  const asNumber = isNumber && (kind === "number" || kind === "either");
  return { value: asNumber ? Number(text) : text };
}

function parseList(text: string): { value: unknown } | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? { value } : null;
  } catch {
    return null;
  }
}

function put(tree: Tree, [key, ...path]: SettingPath, value: unknown): void {
  if (path.length === 0) {
    tree[key] = value;
    return;
  }
  const isList = typeof path[0] === "number";
  const within = tree[key] ??= isList ? [] : {};
  // What the file has there instead is a mistake of the file's.
  if (typeof within === "object") put(within as Tree, path, value);
}

/** Lists that have 1 and not 0, say. */
function gapsIn(value: unknown, path: SettingPath): VariableMistake[] {
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      if (index in value) continue;
      return [{ variable: variableOf([...path, index]), fault: "is missing" }];
    }
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    gapsIn(each, [...path, key])
  );
}
