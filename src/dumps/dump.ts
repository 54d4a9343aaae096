import type { ScramKeys, Suspension } from "../irc/state/account.ts";
import type { Topic } from "../irc/state/channel_values.ts";
import type { PurgedChannel } from "../irc/state/registered_channel.ts";
import type { BanKindLetter, ServerBan } from "../irc/state/server_ban.ts";

/** An account as another services package has kept it. */
export interface DumpedAccount {
  readonly name: string;
  /** Its other nicknames */
  readonly nicks: readonly string[];
  /** Milliseconds since 1970 */
  readonly registeredAt: number;
  /** Null for none, or for one that is none */
  readonly email: string | null;
  readonly password: DumpedPassword | null;
  /** The fingerprints of its certificates, by whatever hash */
  readonly certificates: readonly string[];
  readonly vhost: string | null;
  readonly suspended: Suspension | null;
}

/** What is left of a password that can be checked here. */
export interface DumpedPassword {
  readonly passwordHash: string;
  readonly scram: ScramKeys | null;
}

/** A mode that another services package keeps set, or unset. */
export interface DumpedMode {
  readonly letter: string;
  readonly isSet: boolean;
  /** "" for none */
  readonly parameter: string;
}

/** A mask on one of a channel's lists. */
export interface DumpedEntry {
  readonly letter: "b" | "e" | "I";
  /** A mask; or an account */
  readonly mask: string;
  readonly isAccount: boolean;
  readonly setBy: string;
  /** Milliseconds since 1970 */
  readonly setAt: number;
}

/** A rank that whoever is logged in to an account has on a channel. */
export interface DumpedRank {
  /** The account, one of its nicknames, or a mask */
  readonly account: string;
  readonly letter: string;
  readonly by: string;
  /** Milliseconds since 1970 */
  readonly at: number;
}

/** A registered channel as another services package has kept it. */
export interface DumpedChannel {
  readonly name: string;
  /** The account; "" for none */
  readonly founder: string;
  /** Milliseconds since 1970 */
  readonly registeredAt: number;
  /** Milliseconds since 1970 */
  readonly usedAt: number;
  readonly topic: Topic | null;
  readonly modes: readonly DumpedMode[];
  readonly entries: readonly DumpedEntry[];
  readonly ranks: readonly DumpedRank[];
  readonly suspended: Suspension | null;
}

/** A ban of the network, before its mask is read. */
export interface DumpedBan extends Omit<ServerBan, "requireSasl"> {
  readonly kind: BanKindLetter;
}

/** What stands in the database of another services package, as far as there is a place for it here. */
export interface Dump {
  readonly accounts: readonly DumpedAccount[];
  readonly channels: readonly DumpedChannel[];
  readonly purges: readonly PurgedChannel[];
  readonly bans: readonly DumpedBan[];
  /** What there is no place for */
  readonly left: Tally;
}

/** Counts things of several kinds. */
export class Tally {
  readonly #counts = new Map<string, number>();

  /** @param what the kind of thing, in words for several of it */
  add(what: string, count = 1): void {
    if (count === 0) return;
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + count);
  }

  /** All counts, in the order in which their kinds came: `memos (12), bots (1)`. */
  toString(): string {
    return [...this.#counts].map(([what, count]) => `${what} (${count})`)
      .join(", ");
  }
}

/** A line of a dump that is not what it must be. */
export class DamagedLine extends Error {
  constructor(readonly line: number, fault: string) {
    super(fault);
  }
}

/**
 * Reads a time as dumps have it, in seconds.
 *
 * @param line the line that it stands on
 * @returns milliseconds since 1970
 */
export function readTime(text: string, line: number): number {
  if (!/^\d{1,11}$/.test(text)) {
    throw new DamagedLine(line, `${JSON.stringify(text)} is no time`);
  }
  return Number(text) * 1000;
}
