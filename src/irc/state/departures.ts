import type { User } from "./user.ts";

/** What WHOWAS remembers of a nickname. */
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

/** Users who have gone, and nicknames that were given up, the newest last. */
export class Departures {
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
