/** Tags by their names; values as they stand on the wire, escaped, "" for none. */
export type Tags = ReadonlyMap<string, string>;

/** The tags of a message that has none. */
export const NO_TAGS: Tags = new Map();

/**
 * Takes tags apart. Of a name that is there twice, the last counts.
 *
 * @param text what stands between `@` and the first space
 * @returns the tags
 * @see IRCv3 message-tags, "Format"
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
 * @param name a tag's name
 * @param value its value as it stands on the wire
 * @returns the tag as it stands on the wire; an empty value is left out
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
 * @param value any text
 * @returns it as it stands on the wire
 * @see IRCv3 message-tags, "Escaping values"
 */
export function escapeTagValue(value: string): string {
  return value.replace(/[; \\\r\n]/g, (found) => ESCAPES.get(found) ?? found);
}
