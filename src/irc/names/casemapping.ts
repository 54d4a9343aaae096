/**
 * Makes names comparable, by the casemapping `ascii`: A-Z and a-z are the same
 * letters, nothing else is. Maps are kept by folded names.
 *
 * @see Modern IRC, "CASEMAPPING parameter"
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(fold("#Chännel"), fold("#CHäNNEL"));
 * assertEquals(fold("É[]"), "É[]");
 * ```
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
 * Makes commands comparable: a-z become A-Z, whatever language the letters beside
 * them are of.
 */
export function upperCase(name: string): string {
  return name.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}
