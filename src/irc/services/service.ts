import type { Privilege } from "../state/settings.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { User } from "../state/user.ts";
import type { UserContext } from "../session/context.ts";
import { keep } from "../session/keeping.ts";
import { isPending } from "../session/pending.ts";
import { say } from "../session/services.ts";
import {
  askHash,
  askPassword,
  askSearch,
  askSecret,
} from "../session/waiting.ts";
import type { Account, HashedPassword } from "../state/account.ts";
import type { Change } from "../state/records.ts";
import type { OrderData } from "../state/request.ts";
import type { SearchOutcome, SearchQuery } from "../state/search.ts";

/** Who may give a command: an operator with a privilege, or whom {@linkcode PERMISSIONS} tells. */
export type Permission = keyof typeof PERMISSIONS | Privilege;

/** Who may give commands that take no privilege, as HELP tells it. The first parameter names the channel. */
export const PERMISSIONS = {
  anyone: "",
  account: "Only for those who are logged in to an account.",
  operator: "Only for operators of the channel.",
  ranked: "Only for those who have a rank on the channel for good.",
  founder: "Only for the founder of the channel.",
} as const;

/** A command of a service: what it says of itself, and the function that carries it out. */
export interface ServiceCommand {
  /** In capitals */
  readonly name: string;
  /** Other names for it, in capitals */
  readonly aliases?: readonly string[];
  /** The least number of parameters; with fewer, the answer is how it is used */
  readonly parameters: number;
  /** How many parameters it has: the last one takes all that is left; none for as many as there are words */
  readonly most?: number;
  /** Its parameters, as HELP shows them */
  readonly syntax: string;
  /** What it does, in one line */
  readonly help: string;
  /** What else there is to know, for `HELP <command>` */
  readonly details?: readonly string[];
  readonly permission: Permission;
  /** True if its parameters must not be shown to anybody, not even to who gave them */
  readonly isSecret?: true;
  /**
   * Carries it out.
   *
   * @param context what it came with, for what a command of IRC may ask
   */
  run(
    talk: Conversation,
    params: readonly string[],
    context: UserContext,
  ): void;
  /**
   * Goes on once what it has changed is written, and the client that asked is told.
   *
   * @param session the client that asked; undefined if it has gone
   */
  kept?(
    network: Network,
    params: readonly string[],
    session: Session | undefined,
  ): void;
  /** Goes on once a password is hashed. */
  hashed?(
    talk: Conversation,
    params: readonly string[],
    hashed: HashedPassword,
  ): void;
  /** Goes on once there is a secret that nobody can guess. */
  drawn?(talk: Conversation, params: readonly string[], secret: string): void;
  /** Goes on once messages are looked for; null if that cannot be done now. */
  searched?(
    talk: Conversation,
    params: readonly string[],
    outcome: SearchOutcome | null,
  ): void;
  /** Goes on once a password is checked. */
  checked?(
    talk: Conversation,
    params: readonly string[],
    isRight: boolean,
  ): void;
}

/** Somebody who is always on the network, and does what it is told in private. */
export interface Service {
  readonly nick: string;
  /** The commands of IRC that are for it, in capitals */
  readonly aliases: readonly string[];
  /** What it is for, in one line: its real name */
  readonly realname: string;
  /** In the order in which HELP shows them */
  readonly commands: readonly ServiceCommand[];
}

/** How long a list is that a service answers with. */
const MOST_LISTED = 200;

/** What a command of a service is given: the state, the client that asked, and the means to answer it. */
export class Conversation {
  constructor(
    readonly network: Network,
    readonly session: Session,
    /** Who asked */
    readonly user: User,
    /** Who answers */
    readonly service: Service,
    /** What the service was told to do */
    readonly order: ServiceCommand,
  ) {}

  /** Answers the client, each text on a line of its own. */
  say(...texts: readonly string[]): void {
    for (const text of texts) say(this.session, this.service.nick, text);
  }

  /**
   * Answers with a list, as much of it as one answer may have.
   *
   * @param none what is said where it is empty
   */
  sayAll(texts: readonly string[], none: string): void {
    if (texts.length === 0) return this.say(none);
    this.say(...texts.slice(0, MOST_LISTED));
    const left = texts.length - MOST_LISTED;
    if (left > 0) this.say(`There are ${left} more.`);
  }

  /**
   * Changes records. Once they are written, the client is told so, and {@linkcode ServiceCommand.kept} goes on. What
   * somebody else changes at this moment is left alone: that may have to be undone, and with it what builds on it.
   *
   * @param texts what it is told
   * @param params what going on takes
   */
  keep(
    changes: readonly Change[],
    texts: readonly string[],
    params: readonly string[] = [],
  ): void {
    if (changes.some((change) => isPending(this.network, change))) {
      return this.say("Somebody else is changing that right now. Try again.");
    }
    const data = { ...this.#data(params), texts };
    keep(this.network, this.session, changes, "order-kept", data);
  }

  /** Has a password hashed: {@linkcode ServiceCommand.hashed} goes on. */
  hash(password: string, params: readonly string[] = []): void {
    const { network, session } = this;
    askHash(network, session, "order-hashed", this.#data(params), password);
  }

  /** Has chance drawn that nobody can guess: {@linkcode ServiceCommand.drawn} goes on. */
  draw(params: readonly string[] = []): void {
    const { network, session } = this;
    askSecret(network, session, "order-drawn", this.#data(params));
  }

  /** Has messages looked for: {@linkcode ServiceCommand.searched} goes on. */
  search(query: SearchQuery, params: readonly string[] = []): void {
    const { network, session } = this;
    const data = this.#data(params);
    askSearch(network, session, "order-searched", data, query);
  }

  /**
   * Has a password checked: {@linkcode ServiceCommand.checked} goes on. That takes as long where there is no such
   * account.
   */
  check(
    name: string,
    account: Account | undefined,
    password: string,
    params: readonly string[] = [],
  ): void {
    const { network, session } = this;
    const data = { ...this.#data(params), name };
    const passwordHash = account?.passwordHash;
    askPassword(
      network,
      session,
      "order-checked",
      data,
      passwordHash,
      password,
    );
  }

  #data(params: readonly string[]): OrderData {
    return { service: this.service.nick, order: this.order.name, params };
  }
}
