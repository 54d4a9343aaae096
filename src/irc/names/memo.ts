import { copy } from "./text.ts";

/**
 * Keeps what a pure function made of a text, for texts that are asked about
 * again and again.
 *
 * @param most how many answers are kept; when there are as many, all are
 *   dropped and made anew where they are needed
 * @param make what is too dear to be done each time
 * @returns the same function, which gives the same answer for the same text
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * let made = 0;
 * const wordsOf = memo(100, (text) => {
 *   made++;
 *   return text.split(" ");
 * });
 * assertEquals(wordsOf("a b"), wordsOf("a b"));
 * assertEquals(made, 1);
 * ```
 */
export function memo<T>(
  most: number,
  make: (text: string) => T,
): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const answer = known.get(text);
    if (answer !== undefined) return answer;
    const made = make(text);
    if (known.size >= most) known.clear();
    known.set(copy(text), made);
    return made;
  };
}
