/** So many are sent at once, of one push service and of all: one that is slow does not keep the others waiting. */
const MOST_OF_ONE = 16;
const MOST = 64;

/** Lets a few pushes be sent at once; the others wait. */
export class Slots {
  #underWay = 0;
  readonly #of = new Map<string, number>();
  readonly #waiting: { readonly origin: string; readonly begin: () => void }[] =
    [];

  /**
   * Waits for a slot.
   *
   * @param origin the push service
   * @returns what gives it back
   */
  async next(origin: string): Promise<() => void> {
    if (!this.#hasRoom(origin)) {
      await new Promise<void>((begin) => this.#waiting.push({ origin, begin }));
    } else this.#count(origin, 1);
    return () => this.#end(origin);
  }

  #hasRoom(origin: string): boolean {
    return this.#underWay < MOST && (this.#of.get(origin) ?? 0) < MOST_OF_ONE;
  }

  #count(origin: string, more: number): void {
    const count = (this.#of.get(origin) ?? 0) + more;
    this.#underWay += more;
    if (count === 0) this.#of.delete(origin);
    else this.#of.set(origin, count);
  }

  #end(origin: string): void {
    this.#count(origin, -1);
    const next = this.#waiting.findIndex((each) => this.#hasRoom(each.origin));
    if (next === -1) return;
    const [{ begin, origin: other }] = this.#waiting.splice(next, 1);
    this.#count(other, 1);
    begin();
  }
}
