import type { Change, RecordName } from "../irc/state/records.ts";

/** Where records are kept. */
export interface RecordStore {
  /**
   * Gives all records, each as the change that makes it, in the order in which
   * they came.
   *
   * @throws {Error} if one is damaged
   */
  read(): Change[];

  /**
   * Makes changes, all or none: they are on the disk when this returns.
   *
   * @throws {Error} if they cannot be written
   */
  write(changes: readonly Change[]): void;

  /**
   * Makes changes that are made one time only, in the life of these records.
   *
   * @param what what that is
   */
  writeOnce(what: string, changes: () => readonly Change[]): void;

  /** Leaves the records to another process: nothing can be written until {@linkcode resume}. */
  release(): void;

  /** Takes them back: the other process has not come to be. */
  resume(): void;

  close(): void;
}

/** Keeps records as long as the process lives. */
export class MemoryStore implements RecordStore {
  readonly #records = new Map<string, Change>();
  #isOthers = false;

  read(): Change[] {
    return [...this.#records.values()];
  }

  write(changes: readonly Change[]): void {
    if (this.#isOthers) throw new Error("another process keeps them");
    for (const change of changes) {
      const name = nameOf(change);
      if (change.value === null) this.#records.delete(name);
      else this.#records.set(name, change);
    }
  }

  writeOnce(_what: string, changes: () => readonly Change[]): void {
    this.write(changes());
  }

  release(): void {
    this.#isOthers = true;
  }

  resume(): void {
    this.#isOthers = false;
  }

  close(): void {}
}

function nameOf({ kind, key }: RecordName): string {
  return `${kind} ${key}`;
}
