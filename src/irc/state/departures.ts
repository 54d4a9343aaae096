import type { User } from "./user.ts";

/** Who had a nickname that was given up, as WHOWAS tells it. */
export interface Departure {
  readonly nick: string;
  readonly username: string;
  readonly host: string;
  readonly realHost: string;
  readonly realname: string;
  readonly account: string | null;
  /** When the nickname was given up, in milliseconds since 1970 */
  readonly at: number;
}

/**
 * Remembers who had the nicknames that were given up lately, for WHOWAS: by users who quit or took another one.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { User } from "./user.ts";
 *
 * const departures = new Departures();
 * const user = new User(1, "ann", "~a", "192.0.2.1", "Ann", "", 0);
 * departures.add(user, 1000, 1);
 * user.nick = "bob";
 * departures.add(user, 2000, 1);
 * assertEquals(departures.list.map(({ nick }) => nick), ["bob"]);
 * ```
 */
export class Departures {
  /** The newest last. */
  readonly list: Departure[] = [];

  /**
   * Remembers who had a nickname, and forgets the oldest where that makes more than `limit`.
   *
   * @param at now, in milliseconds since 1970
   */
  add(user: User, at: number, limit: number): void {
    const { nick, username, host, realHost, realname, account } = user;
    this.list.push({ nick, username, host, realHost, realname, account, at });
    if (this.list.length > limit) this.list.splice(0, this.list.length - limit);
  }
}
