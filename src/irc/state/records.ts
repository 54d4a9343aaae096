import type { Account } from "./account.ts";
import { AccountIndex } from "./account_index.ts";
import type { MailCount } from "./mail.ts";
import type { PushKey, PushSubscriptions } from "./push.ts";
import { PushIndex } from "./push_index.ts";
import type { Presence } from "./presence.ts";
import type {
  ChannelForm,
  PurgedChannel,
  RegisteredChannel,
} from "./registered_channel.ts";
import type { ServerBan } from "./server_ban.ts";
import type { VhostOffer, VhostRequest } from "./vhost.ts";

/** What is kept over restarts, by its kind. */
export interface RecordKinds {
  /** By folded name */
  readonly account: Account;
  /** By folded name */
  readonly channel: RegisteredChannel;
  /** By folded name: those that are not registered, and that users are on who are always on */
  readonly "unregistered-channel": ChannelForm;
  /** By folded name */
  readonly purge: PurgedChannel;
  /** By kind and mask: see {@linkcode banKey} */
  readonly ban: ServerBan;
  /** By the folded name of the account */
  readonly "vhost-request": VhostRequest;
  /** By the folded host */
  readonly "vhost-offer": VhostOffer;
  /** By the address's hash */
  readonly mail: MailCount;
  /** By the folded name of the account */
  readonly push: PushSubscriptions;
  /** By {@linkcode PUSH_KEY}: there is one */
  readonly "push-key": PushKey;
  /** By the folded name of the account */
  readonly presence: Presence;
}

/** The key of the one record of the kind `push-key`. */
export const PUSH_KEY = "vapid";

/** One kind of record. */
export type RecordKind = keyof RecordKinds;

/** Which record is meant. */
export interface RecordName {
  readonly kind: RecordKind;
  readonly key: string;
}

/** Puts a record in place of the one that there is, or of none. */
export type Change = {
  readonly [Kind in RecordKind]: {
    readonly kind: Kind;
    readonly key: string;
    /** Null deletes it */
    readonly value: RecordKinds[Kind] | null;
  };
}[RecordKind];

/** The key of a server ban. */
export function banKey({ kind, mask }: Pick<ServerBan, "kind" | "mask">) {
  return `${kind} ${mask}`;
}

/**
 * Holds the records, by kind and key, in the order in which they came. A record
 * is plain data that is never changed: a new one takes its place.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const records = new Records();
 * const key = "K *@192.0.2.1";
 * const value = {
 *   kind: "K",
 *   mask: "*@192.0.2.1",
 *   reason: "spam",
 *   setBy: "root",
 *   setAt: 0,
 *   expiresAt: null,
 * } as const;
 * const undo = records.set({ kind: "ban", key, value });
 * assertEquals(records.bans.get(key), value);
 * records.set(undo);
 * assertEquals(records.bans.size, 0);
 * ```
 */
export class Records {
  readonly accounts = new Map<string, Account>();
  readonly channels = new Map<string, RegisteredChannel>();
  readonly unregistered = new Map<string, ChannelForm>();
  readonly purges = new Map<string, PurgedChannel>();
  readonly bans = new Map<string, ServerBan>();
  readonly vhostRequests = new Map<string, VhostRequest>();
  readonly vhostOffers = new Map<string, VhostOffer>();
  readonly mails = new Map<string, MailCount>();
  readonly pushes = new Map<string, PushSubscriptions>();
  readonly pushKeys = new Map<string, PushKey>();
  readonly presences = new Map<string, Presence>();
  /** What could not be written yet, each once. */
  readonly unwritten = new Map<string, RecordName>();
  /** When that is tried again at the latest, in milliseconds since 1970. */
  retryAt = 0;
  /** Null until something is looked for in it. */
  #index: AccountIndex | null = null;
  #pushIndex: PushIndex | null = null;
  /** The keys of channels whose records have changed, until they are taken. */
  #changedChannels = new Set<string>();

  /** By what push services know this server; null for one that has no such key. */
  get pushKey(): PushKey | null {
    return this.pushKeys.get(PUSH_KEY) ?? null;
  }

  /** Finds accounts by what belongs to them. */
  get index(): AccountIndex {
    return this.#index ?? this.indexAccounts();
  }

  /** Takes in what belongs to all accounts: many take a second, which is better before anybody is connected. */
  indexAccounts(): AccountIndex {
    return this.#index = new AccountIndex(this.accounts);
  }

  /** Finds who watches what. */
  get pushIndex(): PushIndex {
    return this.#pushIndex ??= new PushIndex(this.pushes);
  }

  /**
   * Makes a change.
   *
   * @returns the change that undoes it
   */
  set(change: Change): Change {
    const { kind, key, value } = change;
    const records: Map<string, unknown> = this.#of(kind);
    const undo = this.current(change);
    if (undo.kind === "account" && change.kind === "account") {
      this.#index?.update(key, undo.value, change.value);
    }
    if (undo.kind === "push" && change.kind === "push") {
      this.#pushIndex?.update(key, undo.value, change.value);
    }
    if (kind === "channel") this.#changedChannels.add(key);
    if (value === null) records.delete(key);
    else records.set(key, value);
    return undo;
  }

  /** True if records of channels have changed since they were last taken. */
  get haveChannelsChanged(): boolean {
    return this.#changedChannels.size > 0;
  }

  /** Gives the keys of channels whose records have changed since the last time. */
  takeChangedChannels(): ReadonlySet<string> {
    const taken = this.#changedChannels;
    this.#changedChannels = new Set();
    return taken;
  }

  /** Gives the change that makes a record what it is now. */
  current({ kind, key }: RecordName): Change {
    const value = this.#of(kind).get(key) ?? null;
    return { kind, key, value } as Change;
  }

  #of(kind: RecordKind): Map<string, RecordKinds[RecordKind]> {
    return {
      account: this.accounts,
      channel: this.channels,
      "unregistered-channel": this.unregistered,
      purge: this.purges,
      ban: this.bans,
      mail: this.mails,
      push: this.pushes,
      "push-key": this.pushKeys,
      presence: this.presences,
      "vhost-request": this.vhostRequests,
      "vhost-offer": this.vhostOffers,
    }[kind];
  }
}
