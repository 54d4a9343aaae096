/** The characters of a base-36 number: milliseconds until the year 5188. */
const TIME_DIGITS = 9;
const COUNT_DIGITS = 3;
const START_DIGITS = 4;

function digits(value: number, length: number): string {
  return value.toString(36).padStart(length, "0");
}

/**
 * Makes msgids. One has the time, a number among those of the same millisecond and a mark of this run of the
 * server: no two are alike, and sorted they are in the order in which they were made.
 *
 * @see IRCv3 message-ids
 */
export class MessageIds {
  readonly #end: string;
  #at = 0;
  #time = "";
  #count = 0;

  /** @param createdAt when the server started, in milliseconds since 1970 */
  constructor(createdAt: number) {
    this.#end = `-${digits(createdAt % 36 ** START_DIGITS, START_DIGITS)}`;
  }

  /** When the last one was made, and how many were made in the same millisecond. */
  get position(): readonly [at: number, count: number] {
    return [this.#at, this.#count];
  }

  set position([at, count]: readonly [at: number, count: number]) {
    this.#at = at;
    this.#time = digits(at, TIME_DIGITS);
    this.#count = count;
  }

  /**
   * Makes the next one.
   *
   * @param at now, in milliseconds since 1970
   */
  next(at: number): string {
    if (at !== this.#at) this.position = [at, 0];
    return this.#time + digits(this.#count++, COUNT_DIGITS) + this.#end;
  }
}
