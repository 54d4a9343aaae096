import { assertEquals } from "@std/assert";
import { MemoryStore } from "../../src/store/record_store.ts";

/** Where records are kept that one process may have at a time. */
export class Disk {
  #holder: HeldStore | null = null;

  /** Gives the records to a process. */
  open(): HeldStore {
    return this.hold(new HeldStore(this));
  }

  /** @throws {Error} if another process has them */
  hold(store: HeldStore): HeldStore {
    assertEquals(this.#holder, null, "another process has the records");
    return this.#holder = store;
  }

  leave(store: HeldStore): void {
    if (this.#holder === store) this.#holder = null;
  }
}

class HeldStore extends MemoryStore {
  constructor(readonly disk: Disk) {
    super();
  }

  override release(): void {
    super.release();
    this.disk.leave(this);
  }

  override resume(): void {
    super.resume();
    this.disk.hold(this);
  }

  override close(): void {
    this.disk.leave(this);
  }
}
