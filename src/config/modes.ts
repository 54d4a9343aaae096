import * as v from "valibot";
import { prefixMode, withPrefix } from "../irc/modes/index.ts";

/** Letters, each of which must be one that this takes. */
export function letters(what: string, isKnown: (letter: string) => boolean) {
  return v.pipe(
    v.string("must be text"),
    v.check(
      (value) =>
        [...value].every(isKnown) && new Set(value).size === value.length,
      `must be letters of ${what}, each once`,
    ),
  );
}

/** In any order; what comes out has the highest rank first. */
export const prefixLetters = v.pipe(
  letters("prefix modes", (letter) => prefixMode(letter) !== undefined),
  v.transform((value) =>
    [...value].reduce((modes, letter) => withPrefix(modes, letter, true), "")
  ),
);
