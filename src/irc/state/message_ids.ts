/** The characters of a base-36 number: milliseconds until the year 5188. */
const TIME_DIGITS = 9;
const COUNT_DIGITS = 3;
const START_DIGITS = 4;
const MOST = 36 ** COUNT_DIGITS - 1;

function digits(value: number, length: number): string {
  return value.toString(36).padStart(length, "0");
}

/** Gives what is before every msgid of a time, and after every one of the time before. */
export function positionAt(at: number): string {
  return digits(at, TIME_DIGITS);
}

/** Gives the time of a msgid, or of the beginning of one that has it; in milliseconds since 1970. */
export function timeOf(position: string): number {
  return parseInt(position.slice(0, TIME_DIGITS), 36);
}

/** Tells whether a text is like a msgid, of this run of the server or another one. */
export function isMessageId(text: string): boolean {
  return /^[\da-z]{12}-[\da-z]{4}$/.test(text);
}

/** The counts in digits: every event needs one. */
const COUNT_TEXTS: string[] = [];

function countText(count: number): string {
  return COUNT_TEXTS[count] ??= digits(count, COUNT_DIGITS);
}

/**
 * Makes msgids. One has the time, a number among those of the same millisecond and a mark of this run of the
 * server: no two are alike, and sorted they are in the order in which they were made.
 *
 * @see IRCv3 message-ids
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const ids = new MessageIds(Date.UTC(2026, 0, 1));
 * assertEquals(ids.next(Date.UTC(2026, 0, 2)), "0mjw3xmo0000-hs00");
 * assertEquals(ids.next(Date.UTC(2026, 0, 2)), "0mjw3xmo0001-hs00");
 * ```
 */
export class MessageIds {
  /** The time of the last one. */
  lastAt = 0;
  /** Its number among those of that time; -1 for none. */
  lastCount = -1;
  readonly #end: string;
  #time = "";

  /** @param createdAt when the server started, in milliseconds since 1970 */
  constructor(createdAt: number) {
    this.#end = `-${digits(createdAt % 36 ** START_DIGITS, START_DIGITS)}`;
  }

  /** Goes on behind the last msgid that a snapshot has. */
  restore(at: number, count: number): void {
    this.lastAt = at;
    this.lastCount = count;
    this.#time = digits(at, TIME_DIGITS);
  }

  /** Goes on behind a msgid of another run, whatever the clock says since. */
  goBehind(id: string): void {
    if (timeOf(id) >= this.lastAt) this.restore(timeOf(id), MOST);
  }

  /**
   * Makes the next one.
   *
   * @param at now, in milliseconds since 1970
   */
  next(at: number): string {
    if (at > this.lastAt) this.restore(at, -1);
    else if (this.lastCount === MOST) this.restore(this.lastAt + 1, -1);
    return this.#time + countText(++this.lastCount) + this.#end;
  }

  /** The last one; "" for none. */
  get latest(): string {
    return this.lastCount === -1
      ? ""
      : this.#time + countText(this.lastCount) + this.#end;
  }

  /** Takes a msgid apart into its time and its number; null if this run of the server makes none like it. */
  parse(id: string): readonly [at: number, count: number] | null {
    const at = timeOf(id);
    const count = parseInt(id.slice(TIME_DIGITS, -this.#end.length), 36);
    const isOwn = at >= 0 && count >= 0 && count <= MOST &&
      id === digits(at, TIME_DIGITS) + countText(count) + this.#end;
    return isOwn ? [at, count] : null;
  }
}
