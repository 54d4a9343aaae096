import type { Rates } from "../names/rates.ts";
import { copy } from "../names/text.ts";
import { type UserMask, userMask } from "../names/user_mask.ts";
import {
  type Delivery,
  type Facts,
  message,
  type OutgoingMessage,
} from "../wire/outgoing.ts";
import type { Party } from "./archive.ts";
import type { Channel } from "./channel.ts";
import type { Kept } from "./presence.ts";
import type { Session } from "./session.ts";
import type { OperatorSettings, Privilege } from "./settings.ts";

/** What a user has done lately that limits look at. */
export interface Recent {
  /** Until when what it has done counts, each thing by its name, in milliseconds since 1970 */
  readonly busyUntil: Map<
    keyof Rates | "host" | "metadata" | "pushes" | "push-tests",
    number
  >;
  /** The ids of those whom it wrote to, or who wrote to it, the latest last */
  readonly targets: Set<number>;
  /** The latest of them; 0 if that is not known */
  lastTarget: number;
  /** When it was last told that tags alone do not arrive, by the ids of recipients */
  readonly tagRefusals: Map<number, number>;
  /** When it was last told of a message kept back by +g, in milliseconds since 1970 */
  toldAt: number;
  /** When it last read or was seen writing, in milliseconds since 1970; 0 for never */
  attentiveAt: number;
}

/** The hosts that accounts bring a user. */
export interface AccountHosts {
  /** The one that shows the account in place of a cloak; null for none */
  readonly account: string | null;
  /** The one that operators have given the account, while it is on; null for none */
  readonly vhost: string | null;
  /** Those under which others have seen this user before, the latest last */
  readonly past: readonly string[];
}

/** Those of who has none. */
export const NO_HOSTS: AccountHosts = { account: null, vhost: null, past: [] };

/** Who may write to a user, and to whom it may. */
interface Acceptance {
  /** Those who may write in spite of +g, +R and +T; each has this user among its `by` */
  readonly of: Set<User>;
  /** Those who let this user write; each has this user among its `of` */
  readonly by: Set<User>;
}

const NOBODY: ReadonlySet<User> = new Set();

/** One person on the network. */
export class User {
  /** The source as it was last asked for; null if that is not so any more. */
  #source: string | null = null;
  /** The letters of the modes that are set, in the order in which they were set. */
  modes = "";
  /** The letters of the notices of the server that this user gets; none without +s. */
  notices = "";
  /** What histories call this user; null until they ask. */
  party: Party | null = null;
  /** The hosts that accounts bring this user; null for none. */
  accountHosts: AccountHosts | null = null;
  /** The name of the host this user comes from, where that is known; null for none. */
  hostname: string | null = null;
  /** The gateway this user came through, by its name in the configuration; null for none. */
  gateway: string | null = null;
  /** Why this user is away; null while here. */
  away: string | null = null;
  /** True once others could see the host this user comes from: masks of others may be about it. */
  hasShownHost = false;
  /** The operator that this user has become with OPER; null for none. */
  operator: OperatorSettings | null = null;
  /** When this user last said something, in milliseconds since 1970. */
  activeAt: number;
  /** What this user has done lately that limits look at; null for nothing. */
  recent: Recent | null = null;
  /** The connections that this user is on; each has this user. */
  readonly sessions: Session[] = [];
  /** The channels that this user is on; each has this user among its members. */
  readonly channels = new Set<Channel>();
  /** The channels that this user is invited to; each has this user among its invited; null for none. */
  invites: Set<Channel> | null = null;
  /** Whom this user lets write, and who lets it; null for nobody. */
  acceptance: Acceptance | null = null;
  /** What this user tells of itself, by its keys in the order in which they were set; null for nothing. */
  metadata: Map<string, string> | null = null;
  /** Masks of those whose messages do not arrive; null for none. */
  silenced: string[] | null = null;
  /**
   * Up to when this user has read what was said where, in milliseconds since
   * 1970, by the folded name of the channel or nickname; null for none.
   */
  readMarkers: Map<string, number> | null = null;
  /** What keeps this user while it has no connection; null for nothing. */
  kept: Kept | null = null;

  /**
   * Up to which msgid of which conversation nothing is to be played back any
   * more, as this user has said to `*playback`; null for none.
   */
  cleared: Map<string, string> | null = null;

  #account: string | null = null;
  #nick = "";
  #host = "";

  /**
   * @param id a number that no other user and no channel has had
   * @param username the username, with its tilde
   * @param realHost the address this user comes from, which operators see
   * @param realname the real name that USER or SETNAME gave
   * @param cloak the host that others see under +x, unless an account brings another one
   * @param signedOnAt when it was registered, in milliseconds since 1970
   */
  constructor(
    readonly id: number,
    nick: string,
    readonly username: string,
    readonly realHost: string,
    public realname: string,
    readonly cloak: string,
    readonly signedOnAt: number,
  ) {
    this.#host = realHost;
    this.#nick = copy(nick);
    this.activeAt = signedOnAt;
  }

  /** Those who may write in spite of +g, +R and +T. */
  get accepted(): ReadonlySet<User> {
    return this.acceptance?.of ?? NOBODY;
  }

  /** Those who let this user write. */
  get acceptedBy(): ReadonlySet<User> {
    return this.acceptance?.by ?? NOBODY;
  }

  /** The host that operators have given the account, while it is on; null for none. */
  get vhost(): string | null {
    return this.accountHosts?.vhost ?? null;
  }

  /** The name of the account this user is logged in to; null for none. */
  get account(): string | null {
    return this.#account;
  }

  set account(account: string | null) {
    this.#account = account;
    this.party = null;
  }

  get nick(): string {
    return this.#nick;
  }

  set nick(nick: string) {
    this.#nick = copy(nick);
    this.#source = null;
  }

  /** The host that others see. */
  get host(): string {
    return this.#host;
  }

  set host(host: string) {
    this.#host = host;
    this.#source = null;
  }

  /** `nick!user@host`, the source of what this user says. */
  get source(): string {
    return this.#source ??= copy(
      `${this.#nick}!${this.username}@${this.#host}`,
    );
  }

  /** True if all its connections came over TLS. */
  get secure(): boolean {
    return this.is("Z");
  }

  /** `nick!user@host` with the host this user comes from. */
  get realSource(): string {
    return `${this.#nick}!${this.username}@${this.realHost}`;
  }

  /** The host that others see under -x. */
  get shownHost(): string {
    return this.hostname ?? this.realHost;
  }

  /** True while others see where this user comes from. */
  get showsOrigin(): boolean {
    return this.vhost === null && !this.is("x");
  }

  /** The host that others are to see. */
  get hostToShow(): string {
    if (this.showsOrigin) return this.shownHost;
    return this.vhost ?? this.accountHosts?.account ?? this.cloak;
  }

  /**
   * Tells whether a mask that another user has set fits this one: under the host that is shown, or was, under the
   * cloak and that of the account, and under the host this user comes from once that was shown. To put on +x or to
   * take it off, or to log in or out, gets nobody past a mask, and no mask finds out a host that was hidden from the
   * start.
   *
   * @param mask a mask of `nick!user@host`, whose host may be a CIDR block
   */
  fits(mask: string): boolean {
    const prepared = userMask(mask);
    return prepared.fitsName(this.#nick, this.username) &&
      (prepared.fitsHost(this.#host) || prepared.fitsHost(this.cloak) ||
        this.#accountFits(prepared) ||
        this.hasShownHost && this.comesFrom((host) => prepared.fitsHost(host)));
  }

  /** Tells whether a mask fits a host that an account has brought, or had. */
  #accountFits(mask: UserMask): boolean {
    if (this.accountHosts === null) return false;
    const { account, past } = this.accountHosts;
    return account !== null && mask.fitsHost(account) ||
      past.some((host) => mask.fitsHost(host));
  }

  /** Tells whether something holds for the address this user comes from, or for the name of the host. */
  comesFrom(holds: (host: string) => boolean): boolean {
    return holds(this.realHost) ||
      this.hostname !== null && holds(this.hostname);
  }

  /** Tells whether a user mode is set. */
  is(letter: string): boolean {
    return this.modes.includes(letter);
  }

  /** Tells whether this user is an operator who is allowed something. */
  may(privilege: Privilege): boolean {
    return this.operator?.privileges.includes(privilege) ?? false;
  }

  /**
   * Puts another user on this user's accept list, or takes it off. It goes off by itself when it quits or takes
   * another nickname.
   */
  setAccepted(other: User, isAccepted: boolean): void {
    const { of } = this.acceptance ??= { of: new Set(), by: new Set() };
    const { by } = other.acceptance ??= { of: new Set(), by: new Set() };
    if (isAccepted) {
      of.add(other);
      by.add(this);
    } else {
      of.delete(other);
      by.delete(this);
    }
    for (const each of [this, other]) {
      const { accepted, acceptedBy } = each;
      if (accepted.size + acceptedBy.size === 0) each.acceptance = null;
    }
  }

  /** When somebody was last sure to be there: said something, wrote or read; in milliseconds since 1970. */
  get attentiveAt(): number {
    return Math.max(this.activeAt, this.recent?.attentiveAt ?? 0);
  }

  /** Begins to remember what this user does, if that was not begun. */
  remember(): Recent {
    return this.recent ??= {
      busyUntil: new Map(),
      targets: new Set(),
      lastTarget: 0,
      tagRefusals: new Map(),
      toldAt: 0,
      attentiveAt: 0,
    };
  }

  /** What the tags of this user's messages tell of it; null for nothing but the time. */
  get facts(): Facts | null {
    const isBot = this.modes !== "" && this.is("B");
    if (this.account === null && !isBot) return null;
    return { account: this.account, isBot };
  }

  /**
   * Makes a message that comes from this user and is no {@linkcode Event}: nothing keeps it.
   *
   * @param middle the parameters but the text
   * @param text the trailing parameter, if there is one
   */
  message(
    command: string,
    middle: readonly string[],
    text?: string,
    delivery: Delivery | null = null,
  ): OutgoingMessage {
    return message(this.source, command, middle, text, this.facts, delivery);
  }
}
