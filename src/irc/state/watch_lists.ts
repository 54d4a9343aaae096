import { fold } from "../names/casemapping.ts";
import { copy } from "../names/text.ts";
import type { Session } from "./session.ts";

/**
 * Keeps which clients are told when a nickname comes and goes.
 *
 * @see IRCv3 monitor
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Network } from "./network.ts";
 * import { Session } from "./session.ts";
 * import type { Settings } from "./settings.ts";
 *
 * const network = new Network({} as Settings, [], 0);
 * const session = new Session("s1", network, "::1", false, null, "", 0);
 * const lists = new WatchLists();
 * lists.add(session, "Ann");
 * assertEquals([...lists.of("ANN")], [session]);
 * lists.clear(session);
 * assertEquals([...lists.of("ANN")], []);
 * ```
 */
export class WatchLists {
  /** The sessions that watch a nickname, by its folded form. */
  readonly watchers = new Map<string, Set<Session>>();

  /** Finds the sessions that watch a nickname, in any case. */
  of(nick: string): Iterable<Session> {
    return this.watchers.get(fold(nick)) ?? [];
  }

  /** Lets a session watch a nickname. */
  add(session: Session, nick: string): void {
    const kept = copy(nick);
    const key = fold(kept);
    const watchers = this.watchers.get(key) ?? new Set();
    (session.monitored ??= new Map()).set(key, kept);
    this.watchers.set(key, watchers.add(session));
  }

  /** Ends the watch of a nickname. */
  remove(session: Session, nick: string): void {
    const key = fold(nick);
    const watchers = this.watchers.get(key);
    session.monitored?.delete(key);
    watchers?.delete(session);
    if (watchers?.size === 0) this.watchers.delete(key);
  }

  /** Ends the watch of all nicknames that a session watches. */
  clear(session: Session): void {
    for (const nick of session.monitored?.values() ?? []) {
      this.remove(session, nick);
    }
  }
}
