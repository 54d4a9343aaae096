import { DamagedLine } from "./dump.ts";

/** One object of Anope's db_flatfile. */
export class AnopeObject {
  constructor(
    readonly type: string,
    /** The line that it begins on */
    readonly line: number,
    readonly data: ReadonlyMap<string, string>,
  ) {}

  /** Gives a value; "" for none. */
  get(key: string): string {
    return this.data.get(key) ?? "";
  }

  /** Gives a value that must be there. */
  need(key: string): string {
    const value = this.get(key);
    if (value !== "") return value;
    throw new DamagedLine(this.line, `the ${this.type} has no ${key}`);
  }

  /** Gives a time in seconds, as text; "0" for none. */
  time(key: string): string {
    return this.get(key) || "0";
  }

  /** Tells whether what is on or off is on, as Anope 2.0 writes it, or earlier ones. */
  has(key: string): boolean {
    return (this.data.get(key) ?? this.data.get(`extensible:${key}`)) === "1";
  }
}

/**
 * Takes a file of Anope's db_flatfile apart: objects of a type with keys and
 * values, each on a line.
 *
 * @throws {DamagedLine} where that is not so
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const text = "OBJECT NickCore\nID 1\nDATA display ann\nEND\n";
 * const [object] = readObjects(text);
 * assertEquals([object.type, object.get("display")], ["NickCore", "ann"]);
 * ```
 */
export function* readObjects(text: string): Generator<AnopeObject> {
  let type: string | null = null;
  let first = 0;
  let data = new Map<string, string>();
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    const number = index + 1;
    const [word] = line.split(" ", 1);
    const rest = line.slice(word.length + 1);
    if (type === null) {
      if (line === "") continue;
      if (word !== "OBJECT" || rest === "") {
        throw new DamagedLine(number, "an OBJECT must begin here");
      }
      [type, first, data] = [rest, number, new Map()];
    } else if (line === "END") {
      yield new AnopeObject(type, first, data);
      type = null;
    } else if (word === "DATA") {
      const [key] = rest.split(" ", 1);
      data.set(key, rest.slice(key.length + 1));
    } else if (word !== "ID") {
      throw new DamagedLine(number, "it is neither DATA nor END");
    }
  }
  if (type !== null) {
    throw new DamagedLine(first, "this OBJECT has no END");
  }
}
