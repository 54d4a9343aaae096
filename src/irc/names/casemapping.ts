/**
 * The casemapping `ascii`: A-Z and a-z are the same letters, nothing else is.
 *
 * @param name a nickname, channel name or mask
 * @returns the form under which names are compared and kept in maps
 * @see Modern IRC, "CASEMAPPING parameter"
 */
export function fold(name: string): string {
  for (let index = 0; index < name.length; index++) {
    const code = name.charCodeAt(index);
    if (code > 0x7f) {
      return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
    }
  }
  return name.toLowerCase();
}

/**
 * @param name a command as a client sent it
 * @returns it with a-z as A-Z, and nothing else changed
 */
export function upperCase(name: string): string {
  return name.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}
