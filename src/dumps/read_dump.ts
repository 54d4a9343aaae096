import { readAnope } from "./anope.ts";
import { readAtheme } from "./atheme.ts";
import { DamagedLine, type Dump } from "./dump.ts";

/** What other services packages there are dumps of. */
interface Form {
  /** What such a file begins with. */
  readonly beginning: RegExp;
  read(text: string): Dump;
}

/** By the names of the packages. */
const FORMS: Readonly<Record<string, Form>> = {
  anope: { beginning: /^\s*OBJECT /, read: readAnope },
  atheme: {
    beginning: /^(?:#.*\n|\n)*(?:GRVER|DBV) /,
    read: readAtheme,
  },
};

/** The packages whose dumps can be read. */
export const PACKAGES: readonly string[] = Object.keys(FORMS);

/** Tells whose dump a file is by what it begins with; null for none. */
export function packageOf(text: string): string | null {
  const found = Object.entries(FORMS).find(([, { beginning }]) =>
    beginning.test(text)
  );
  return found?.[0] ?? null;
}

/**
 * Reads a dump of another services package.
 *
 * @param name the package
 * @param path the file that it is from
 * @throws {Error} if it is damaged: it names the line
 */
export function readDump(name: string, text: string, path: string): Dump {
  try {
    // Neither has a place on a line of IRC.
    return FORMS[name].read(text.replace(/[\r\0]/g, ""));
  } catch (error) {
    if (!(error instanceof DamagedLine)) throw error;
    throw new Error(`${path}:${error.line}: ${error.message}`);
  }
}
