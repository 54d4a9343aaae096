import { fold } from "../names/casemapping.ts";
import type { Session } from "./session.ts";

/**
 * Whose client is told when a nickname comes and goes.
 *
 * @see IRCv3 monitor
 */
export class WatchLists {
  /** Those who watch a nickname, by its folded form. */
  readonly watchers = new Map<string, Set<Session>>();

  /** Those who watch a nickname, in any case. */
  of(nick: string): Iterable<Session> {
    return this.watchers.get(fold(nick)) ?? [];
  }

  add(session: Session, nick: string): void {
    const key = fold(nick);
    const watchers = this.watchers.get(key) ?? new Set();
    (session.monitored ??= new Map()).set(key, nick);
    this.watchers.set(key, watchers.add(session));
  }

  remove(session: Session, nick: string): void {
    const key = fold(nick);
    const watchers = this.watchers.get(key);
    session.monitored?.delete(key);
    watchers?.delete(session);
    if (watchers?.size === 0) this.watchers.delete(key);
  }

  /** Ends all that a client watches. */
  clear(session: Session): void {
    for (const nick of session.monitored?.values() ?? []) {
      this.remove(session, nick);
    }
  }
}
