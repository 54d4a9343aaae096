import type { HashedPassword } from "../irc/state/account.ts";
import type { Notice } from "../irc/state/notice.ts";
import type { Jot } from "../irc/state/jot.ts";
import type { Change } from "../irc/state/records.ts";
import type { Outcome } from "../irc/state/request.ts";
import { messageOf } from "../store/data_folder.ts";
import type { History } from "../store/history/history.ts";
import type { JotStore } from "../store/jot_store.ts";
import type { RecordStore } from "../store/record_store.ts";
import type { Effect } from "../irc/effects.ts";
import { Authenticator } from "../net/authenticator.ts";
import type { OutsideSettings } from "../net/enquiries.ts";
import { Tokens, type TokenSettings } from "../net/tokens.ts";
import type { SessionId } from "../irc/state/session_id.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { Pusher } from "../push/pusher.ts";
import { PasswordQueue } from "./password_queue.ts";
import { type TurnLimits, TurnQueue } from "./turn_queue.ts";
import { isForeignHash } from "../config/foreign_passwords.ts";
import { hashPassword, verifyPassword } from "../config/passwords.ts";
import { makeScramKeys } from "../config/scram.ts";

/** Who decides about logins outside of the server. */
export interface LoginSettings {
  /** Null for nobody */
  readonly authenticator: OutsideSettings | null;
  /** Which tokens are good; null for none */
  readonly tokens: TokenSettings | null;
}

/** What the effects of the core come to, beyond what this carries out itself. */
export interface EffectOwner {
  /** @returns where a session comes from; null if it is gone */
  addressOf(session: SessionId): string | null;

  /**
   * An effect that has taken its time has its outcome.
   *
   * @param asker the session that it is for
   */
  answer(request: number, outcome: Outcome, asker: SessionId): void;

  reload(): void;
  stop(): void;
  upgrade(): Promise<void>;

  /** There is something that whoever runs the server should read. */
  complain(category: string, text: string): void;

  /** Logs what operators are told of. */
  log(notice: Notice): void;

  /** A fault of ours that the core has survived. */
  report(error: unknown, cause: string): void;
}

/** What effects are carried out with. */
export interface Means {
  readonly store: RecordStore;
  readonly jots: JotStore;
  readonly history: Pick<History, "search">;
  readonly mailer: Mailer;
  readonly pusher: Pusher;
}

/** What takes time. */
type SlowEffect = Extract<
  Effect,
  {
    kind:
      | "check-password"
      | "check-login"
      | "check-token"
      | "hash-password"
      | "send-mail"
      | "push"
      | "search";
  }
>;

/** Milliseconds that a search may take. */
const SEARCH_MS = 1000;

/** One search at a time, for one thread carries them out: of each session, and of all of them, so many may wait. */
const SEARCHES: TurnLimits = { atOnce: 1, mostOfOne: 3, mostOfAll: 60 };

/** Carries out what the core asks for: none of it before the input that asks is over. */
export class EffectRunner {
  readonly #passwords = new PasswordQueue();
  readonly #searches = new TurnQueue(SEARCHES);
  readonly #pending = new Map<number, Effect>();
  /** Why records cannot be written; null while they can. */
  #storeFault: string | null = null;

  #authenticator: Authenticator | null = null;
  #tokens: Tokens | null = null;

  constructor(
    readonly owner: EffectOwner,
    readonly means: Means,
    settings: LoginSettings = { authenticator: null, tokens: null },
  ) {
    this.settings = settings;
  }

  /** Who decides about logins from now on. */
  set settings({ authenticator, tokens }: LoginSettings) {
    const complain = (text: string) => this.owner.complain("account", text);
    this.#authenticator = authenticator &&
      new Authenticator(authenticator, complain);
    this.#tokens = tokens && new Tokens(tokens, complain);
  }

  /** What was begun and has an outcome that is not there yet. */
  get pending(): Effect[] {
    return [...this.#pending.values()];
  }

  /**
   * Begins with an effect.
   *
   * @returns its outcome, if it is over now
   */
  carryOut(effect: Effect): Outcome | void {
    switch (effect.kind) {
      case "check-password":
        return this.#checkPassword(effect);
      case "check-login":
        return void this.#checkLogin(effect);
      case "check-token":
        return void this.#checkToken(effect);
      case "hash-password":
        return this.#hashPassword(effect);
      case "draw-secret":
        return drawSecret();
      case "send-mail":
        return this.#sendMail(effect);
      case "push":
        return this.#push(effect);
      case "search":
        return this.#search(effect);
      case "store":
        return this.#write(effect.changes);
      case "jot":
        return this.#jot(effect.jots);
      case "reload":
        return queueMicrotask(() => this.owner.reload());
      case "stop":
        return queueMicrotask(() => this.owner.stop());
      case "upgrade":
        return queueMicrotask(() => void this.owner.upgrade());
      case "log":
        return this.owner.log(effect.notice);
      case "fault":
        return this.owner.report(effect.error, effect.cause);
    }
  }

  #checkPassword(
    effect: Extract<Effect, { kind: "check-password" }>,
  ): void {
    const { passwordHash, password } = effect;
    this.#queue(effect, false, () => verifyPassword(passwordHash, password));
  }

  async #checkLogin(
    effect: Extract<Effect, { kind: "check-login" }>,
  ): Promise<void> {
    const { claim, passwordHash } = effect;
    const { account, password } = claim;
    this.#pending.set(effect.request, effect);
    const told = await this.#authenticator?.check(claim) ?? null;
    if (told !== null) {
      const outcome = { account: told, by: "authenticator" } as const;
      return this.#answer(effect, outcome);
    }
    if (account === null || password === null || passwordHash === null) {
      return this.#answer(effect, null);
    }
    this.#queue(effect, null, async () => {
      const isRight = await verifyPassword(passwordHash, password);
      if (!isRight) return null;
      const login = { account, by: "password" } as const;
      if (!isForeignHash(passwordHash)) return login;
      return { ...login, renewed: await hash(password) };
    });
  }

  async #checkToken(
    effect: Extract<Effect, { kind: "check-token" }>,
  ): Promise<void> {
    this.#pending.set(effect.request, effect);
    const account = await this.#tokens?.check(effect.token) ?? null;
    const outcome = account === null ? null : { account, by: "token" } as const;
    this.#answer(effect, outcome);
  }

  #hashPassword(effect: Extract<Effect, { kind: "hash-password" }>): void {
    this.#queue(effect, null, () => hash(effect.password));
  }

  /**
   * Works on a password when it is its turn.
   *
   * @param failure the outcome if it does not come to that
   */
  #queue(
    effect: SlowEffect,
    failure: Outcome,
    work: () => Promise<Outcome>,
  ): void {
    const { owner: asker, request } = effect;
    this.#pending.set(request, effect);
    const address = this.owner.addressOf(asker);
    const isTaken = this.#passwords.add(address ?? "", async () => {
      // Whoever has gone is not worth the time.
      const isHere = this.owner.addressOf(asker) !== null;
      this.#answer(
        effect,
        isHere ? await this.#attempt(work, failure) : failure,
      );
    });
    if (isTaken) return;
    queueMicrotask(() => this.#answer(effect, failure));
  }

  #answer({ owner, request }: SlowEffect, outcome: Outcome): void {
    this.#pending.delete(request);
    this.owner.answer(request, outcome, owner);
  }

  async #attempt(
    work: () => Promise<Outcome>,
    failure: Outcome,
  ): Promise<Outcome> {
    try {
      return await work();
    } catch {
      this.owner.complain("oper", "no memory to check a password");
      return failure;
    }
  }

  /** Whoever takes over sends it again if it was under way: rather twice than never. */
  #sendMail(effect: Extract<Effect, { kind: "send-mail" }>): void {
    this.#pending.set(effect.request, effect);
    this.means.mailer.send(effect.mail)
      .then((isSent) => this.#answer(effect, isSent));
  }

  /** As with mail. */
  #push(effect: Extract<Effect, { kind: "push" }>): void {
    this.#pending.set(effect.request, effect);
    this.means.pusher.send(effect)
      .then((outcome) => this.#answer(effect, outcome));
  }

  /** Looks for messages when it is the session's turn. */
  #search(effect: Extract<Effect, { kind: "search" }>): void {
    const { owner: asker, query } = effect;
    this.#pending.set(effect.request, effect);
    const isTaken = this.#searches.add(asker, async () => {
      // Whoever has gone is not worth the time.
      const isHere = this.owner.addressOf(asker) !== null;
      const outcome = isHere
        ? await this.means.history.search(query, SEARCH_MS)
        : null;
      this.#answer(effect, outcome);
    });
    if (!isTaken) queueMicrotask(() => this.#answer(effect, null));
  }

  #write(changes: readonly Change[]): boolean {
    try {
      this.means.store.write(changes);
      this.#storeFault = null;
      return true;
    } catch (error) {
      this.#complainOfStore(messageOf(error));
      return false;
    }
  }

  #jot(jots: readonly Jot[]): void {
    try {
      this.means.jots.write(jots);
    } catch (error) {
      this.#complainOfStore(messageOf(error));
    }
  }

  /** Once, until something is written: there may be many changes. */
  #complainOfStore(fault: string): void {
    if (fault === this.#storeFault) return;
    this.#storeFault = fault;
    this.owner.complain("store", `records cannot be written: ${fault}`);
  }
}

async function hash(password: string): Promise<HashedPassword> {
  return {
    passwordHash: await hashPassword(password),
    scram: await makeScramKeys(password),
  };
}

/** 128 random bits, as hexadecimal digits. */
function drawSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
