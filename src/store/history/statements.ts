import type { DatabaseSync, StatementSync } from "node:sqlite";

type Value = string | number | Uint8Array | null;

/** How many rows are inserted with one statement. */
const ROWS = 16;

/** The statements of a database, each prepared once. */
export class Statements {
  readonly #prepared = new Map<string, StatementSync>();
  /** What inserts rows, by how many */
  readonly #insertions = new Map<string, string[]>();

  constructor(readonly db: DatabaseSync) {}

  prepare(sql: string): StatementSync {
    let statement = this.#prepared.get(sql);
    if (statement === undefined) {
      statement = this.db.prepare(sql);
      this.#prepared.set(sql, statement);
    }
    return statement;
  }

  run(sql: string, ...values: Value[]): void {
    this.prepare(sql).run(...values);
  }

  all<Row>(sql: string, ...values: Value[]): Row[] {
    return this.prepare(sql).all(...values) as unknown as Row[];
  }

  get<Row>(sql: string, ...values: Value[]): Row | undefined {
    return this.prepare(sql).get(...values) as unknown as Row | undefined;
  }

  /**
   * Inserts rows, several with one statement: each costs half as much so.
   *
   * @param into the statement up to its VALUES
   */
  insert(into: string, rows: readonly (readonly Value[])[]): void {
    for (let start = 0; start < rows.length; start += ROWS) {
      const some = rows.slice(start, start + ROWS);
      this.run(
        this.#insertion(into, some.length, some[0].length),
        ...some.flat(),
      );
    }
  }

  #insertion(into: string, rows: number, columns: number): string {
    const known = this.#insertions.get(into) ?? [];
    this.#insertions.set(into, known);
    const row = () => `(${new Array(columns).fill("?").join()})`;
    return known[rows] ??= `${into} VALUES ${
      Array.from({ length: rows }, row).join()
    }`;
  }

  /** Gives the number that a statement gives; 0 for nothing. */
  number(sql: string, ...values: Value[]): number {
    const row = this.prepare(sql).get(...values) ?? {};
    return Number(Object.values(row)[0] ?? 0);
  }

  clear(): void {
    this.#prepared.clear();
  }
}
