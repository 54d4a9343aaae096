import { LOG_CATEGORIES } from "./log.ts";
import { type Key, KEY_TABLES, type KeyTable } from "./keys.ts";
import { KEY_WORDS, TABLE_WORDS, type Words } from "./words.ts";

const HEAD =
  `# The configuration of ircd. What is set here is the default, or an example;
# take off the # before what you want to change. See \`ircd check-config FILE\`.`;

/** @returns the name of a key without the places of tables, like `operator.hosts` */
export function nameOfKey({ path }: Pick<Key, "path">): string {
  return path.filter((part) => typeof part === "string").join(".");
}

/** @returns what there is to say of a key */
export function wordsOf(key: Key): Words {
  const name = nameOfKey(key);
  const [, category] = /^log\.levels\.(.*)$/.exec(name) ?? [];
  const ofCategory = category && LOG_CATEGORIES[category];
  if (ofCategory) return { help: ofCategory, example: '"info"' };
  return KEY_WORDS[name] ?? { help: "" };
}

/** A whole configuration file, with a line for every key of the schema, none of which is set. */
export function exampleConfig(): string {
  return [HEAD, ...KEY_TABLES.map(describeTable)].join("\n\n") + "\n";
}

function describeTable({ name, isImplied, isList, keys }: KeyTable): string {
  const head = isList ? `[[${name}]]` : `[${name}]`;
  const lines = keys.map((key) => {
    const { help, example } = wordsOf(key);
    const [last] = key.path.slice(-1);
    const value = key.initial === undefined
      ? example ?? '""'
      : asToml(key.initial);
    return `${`#${last} = ${value}`.padEnd(39)} # ${help}`;
  });
  return [
    `# ${TABLE_WORDS[name] ?? ""}`,
    isImplied ? head : `#${head}`,
    ...lines,
  ].join("\n");
}

/** JSON is TOML for texts, numbers, booleans and lists of them. */
function asToml(value: unknown): string {
  return Array.isArray(value)
    ? `[${value.map(asToml).join(", ")}]`
    : JSON.stringify(value);
}
