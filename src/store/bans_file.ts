import * as v from "valibot";
import type { ServerBan } from "../irc/state/server_ban.ts";
import type { Runtime } from "../runtime/runtime.ts";

const schema = v.array(v.strictObject({
  kind: v.picklist(["K", "D"]),
  mask: v.string(),
  reason: v.string(),
  setBy: v.string(),
  setAt: v.number(),
  expiresAt: v.nullable(v.number()),
}));

/**
 * Reads the server bans that were kept.
 *
 * @param path their file; null for none
 * @param runtime where the file is
 * @returns the bans; none where there is no file yet
 * @throws {Error} if what is there is not a file of bans
 */
export function readBans(path: string | null, runtime: Runtime): ServerBan[] {
  if (path === null || !runtime.exists(path)) return [];
  try {
    return v.parse(schema, JSON.parse(runtime.readTextFile(path)));
  } catch {
    throw new Error(`${path} is not a file of server bans`);
  }
}

/**
 * Keeps the server bans across restarts. One write is under way at a time; of
 * what comes meanwhile the newest is written next, and stands for all of it.
 */
export class BansFile {
  #isOthers = false;
  #writing: Promise<boolean> | null = null;
  #next: { bans: readonly ServerBan[]; written: Promise<boolean> } | null =
    null;

  /**
   * @param path their file; null where bans are not kept
   * @param complain is told what goes wrong
   */
  constructor(
    readonly path: string | null,
    readonly runtime: Runtime,
    readonly complain: (text: string) => void,
  ) {}

  /**
   * @param bans all of them
   * @returns true once these, or newer ones, are in the file, or where they are
   *   not to be kept; false if they cannot be written, or may not
   */
  save(bans: readonly ServerBan[]): Promise<boolean> {
    if (this.#isOthers) return Promise.resolve(false);
    if (this.path === null) return Promise.resolve(true);
    if (this.#writing === null) return this.#write(this.path, bans);
    if (this.#next === null) {
      const { path } = this;
      const written = this.#writing.then(() => this.#writeNext(path));
      this.#next = { bans, written };
    }
    this.#next.bans = bans;
    return this.#next.written;
  }

  /** @param isOthers true while another process keeps the file, and this one may not write it */
  leave(isOthers: boolean): void {
    this.#isOthers = isOthers;
  }

  /** @returns a promise for the end of all writing */
  async idle(): Promise<void> {
    while (this.#writing !== null) await this.#writing;
  }

  #writeNext(path: string): Promise<boolean> {
    const bans = this.#next?.bans ?? [];
    this.#next = null;
    return this.#write(path, bans);
  }

  #write(path: string, bans: readonly ServerBan[]): Promise<boolean> {
    const text = JSON.stringify(bans, null, 2) + "\n";
    const writing = this.#attempt(path, text).then((isWritten) => {
      if (this.#next === null) this.#writing = null;
      return isWritten;
    });
    return this.#writing = writing;
  }

  async #attempt(path: string, text: string): Promise<boolean> {
    try {
      await this.runtime.writeTextFile(path, text);
      return true;
    } catch {
      this.complain(`${path} cannot be written`);
      return false;
    }
  }
}
