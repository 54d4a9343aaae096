import { DamagedLine, readTime } from "./dump.ts";

/** One row of Atheme's database: cells with spaces between them, of which the last may have some itself. */
export class AthemeRow {
  #rest: string | null;

  constructor(readonly line: number, readonly type: string, rest: string) {
    this.#rest = rest;
  }

  /** Gives the next cell. */
  word(): string {
    const rest = this.rest();
    const end = rest.indexOf(" ");
    if (end === -1) return rest;
    this.#rest = rest.slice(end + 1);
    return rest.slice(0, end);
  }

  /** Gives the next cell; "" if there is none. */
  optional(): string {
    return this.#rest === null ? "" : this.word();
  }

  /** Gives all that is left. */
  rest(): string {
    const rest = this.#rest;
    if (rest === null) {
      throw new DamagedLine(
        this.line,
        `something is missing of the ${this.type}`,
      );
    }
    this.#rest = null;
    return rest;
  }

  number(): number {
    const word = this.word();
    if (/^\d{1,10}$/.test(word)) return Number(word);
    throw new DamagedLine(this.line, `${JSON.stringify(word)} is no number`);
  }

  time(): number {
    return this.readTime(this.word());
  }

  /** Reads a time that belongs to this row, though it stands elsewhere. */
  readTime(text: string): number {
    return readTime(text, this.line);
  }
}

/**
 * Takes a file of Atheme's opensex apart.
 *
 * @throws {DamagedLine} where it is none
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const [row] = readRows("MN ann ann_ 1700000000 1700000000 \n");
 * assertEquals([row.type, row.word(), row.word()], ["MN", "ann", "ann_"]);
 * ```
 */
export function* readRows(text: string): Generator<AthemeRow> {
  const lines = text.split("\n");
  if (lines.at(-1) !== "") {
    throw new DamagedLine(lines.length, "it is cut off");
  }
  for (const [index, line] of lines.entries()) {
    if (line === "" || line.startsWith("#")) continue;
    const [, type, rest] = /^([A-Z][A-Z-]{0,15}) (.*)$/.exec(line) ?? [];
    if (type === undefined) {
      throw new DamagedLine(index + 1, "it is no row of Atheme's");
    }
    yield new AthemeRow(index + 1, type, rest);
  }
}
