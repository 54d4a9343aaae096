/** Tags by their names; values as they stand on the wire, escaped, "" for none. */
export type Tags = ReadonlyMap<string, string>;

/** The tags of a message that has none. */
export const NO_TAGS: Tags = new Map();

/**
 * Takes tags apart. Of a name that is there twice, the last counts.
 *
 * @param text what stands between `@` and the first space
 * @see IRCv3 message-tags, "Format"
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const tags = parseTags("+draft/reply=a;label=1;label=2");
 * assertEquals([...tags], [["+draft/reply", "a"], ["label", "2"]]);
 * ```
 */
export function parseTags(text: string): Tags {
  if (text === "") return NO_TAGS;
  const tags = new Map<string, string>();
  for (const tag of text.split(";")) {
    const equals = tag.indexOf("=");
    const name = equals === -1 ? tag : tag.slice(0, equals);
    if (name === "") continue;
    tags.delete(name);
    tags.set(name, equals === -1 ? "" : tag.slice(equals + 1));
  }
  return tags;
}

/**
 * Writes a tag, without an equals sign where its value is empty.
 *
 * @param value as it stands on the wire
 */
export function formatTag(name: string, value: string): string {
  return value === "" ? name : `${name}=${value}`;
}

const ESCAPES = new Map([
  [";", "\\:"],
  [" ", "\\s"],
  ["\\", "\\\\"],
  ["\r", "\\r"],
  ["\n", "\\n"],
]);

/**
 * Writes any text as the value of a tag, whatever characters it has.
 *
 * @see IRCv3 message-tags, "Escaping values"
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(escapeTagValue("a b;c"), "a\\sb\\:c");
 * ```
 */
export function escapeTagValue(value: string): string {
  return value.replace(/[; \\\r\n]/g, (found) => ESCAPES.get(found) ?? found);
}

const UNESCAPED: ReadonlyMap<string, string> = new Map(
  [...ESCAPES].map(([character, escape]) => [escape[1], character]),
);

/**
 * Reads the value of a tag as clients do. A backslash before another character stands for nothing.
 *
 * @see IRCv3 message-tags, "Escaping values"
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(unescapeTagValue("a\\sb\\:\\c\\"), "a b;c");
 * ```
 */
export function unescapeTagValue(value: string): string {
  return value.replace(
    /\\(.?)/g,
    (_, character: string) => UNESCAPED.get(character) ?? character,
  );
}
