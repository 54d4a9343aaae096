/** So many are sent at once, of one push service and of all: one that is slow does not keep the others waiting. */
const MOST_OF_ONE = 16;
const MOST = 64;

interface Waiting {
  readonly origin: string;
  readonly endpoint: string;
  readonly begin: () => void;
}

/** Lets a few pushes be sent at once, and one to each device, so that they arrive in order; the others wait. */
export class Slots {
  #underWay = 0;
  readonly #of = new Map<string, number>();
  readonly #busy = new Set<string>();
  readonly #waiting: Waiting[] = [];

  /**
   * Waits for a slot.
   *
   * @param origin the push service
   * @param endpoint the device
   * @returns what gives it back
   */
  async next(origin: string, endpoint: string): Promise<() => void> {
    if (!this.#hasRoom(origin, endpoint)) {
      await new Promise<void>((begin) =>
        this.#waiting.push({ origin, endpoint, begin })
      );
    } else this.#begin(origin, endpoint);
    return () => this.#end(origin, endpoint);
  }

  #hasRoom(origin: string, endpoint: string): boolean {
    return this.#underWay < MOST && !this.#busy.has(endpoint) &&
      (this.#of.get(origin) ?? 0) < MOST_OF_ONE;
  }

  #begin(origin: string, endpoint: string): void {
    this.#count(origin, 1);
    this.#busy.add(endpoint);
  }

  #count(origin: string, more: number): void {
    const count = (this.#of.get(origin) ?? 0) + more;
    this.#underWay += more;
    if (count === 0) this.#of.delete(origin);
    else this.#of.set(origin, count);
  }

  #end(origin: string, endpoint: string): void {
    this.#count(origin, -1);
    this.#busy.delete(endpoint);
    const index = this.#waiting.findIndex((each) =>
      this.#hasRoom(each.origin, each.endpoint)
    );
    if (index === -1) return;
    const [next] = this.#waiting.splice(index, 1);
    this.#begin(next.origin, next.endpoint);
    next.begin();
  }
}
