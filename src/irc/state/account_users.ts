import { fold } from "../names/casemapping.ts";
import type { User } from "./user.ts";

const NOBODY: ReadonlySet<User> = new Set();

/**
 * Finds who is logged in to an account, however many there are on the network.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { User } from "./user.ts";
 *
 * const ann = new User(1, "ann", "~a", "192.0.2.1", "Ann", "", 0);
 * ann.account = "Annie";
 * const users = new AccountUsers();
 * users.add(ann);
 * assertEquals(users.of("annie"), [ann]);
 * ```
 */
export class AccountUsers {
  /** By the folded name of the account. */
  readonly #users = new Map<string, Set<User>>();

  /** Adds a user under the account that it is logged in to, if it is. */
  add(user: User): void {
    if (user.account === null) return;
    const key = fold(user.account);
    const others = this.#users.get(key);
    if (others === undefined) this.#users.set(key, new Set([user]));
    else others.add(user);
  }

  /** Takes a user away, whose account is what it was when it was added. */
  remove(user: User): void {
    if (user.account === null) return;
    const key = fold(user.account);
    const others = this.#users.get(key);
    others?.delete(user);
    if (others?.size === 0) this.#users.delete(key);
  }

  /** Gives those who are logged in to an account, who came first first. */
  of(account: string): User[] {
    const users = this.#users.get(fold(account)) ?? NOBODY;
    return [...users].sort((one, other) => one.id - other.id);
  }

  /** Tells whether anybody is logged in to an account. */
  has(account: string): boolean {
    return this.#users.has(fold(account));
  }

  /** The folded names of the accounts that somebody is logged in to. */
  get accounts(): Iterable<string> {
    return this.#users.keys();
  }
}
