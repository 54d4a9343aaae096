import type { DatabaseSync, StatementSync } from "node:sqlite";

type Value = string | number | Uint8Array | null;

/** The statements of a database, each prepared once. */
export class Statements {
  readonly #prepared = new Map<string, StatementSync>();

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

  /** Gives the number that a statement gives; 0 for nothing. */
  number(sql: string, ...values: Value[]): number {
    const row = this.prepare(sql).get(...values) ?? {};
    return Number(Object.values(row)[0] ?? 0);
  }

  clear(): void {
    this.#prepared.clear();
  }
}
