import type { ServerBan } from "../irc/state/server_ban.ts";
import type { Notice } from "../irc/state/notice.ts";
import type { BansFile } from "../store/bans_file.ts";
import type { Effect } from "../irc/effects.ts";
import type { SessionId } from "../irc/state/session_id.ts";
import { PasswordQueue } from "./password_queue.ts";
import { verifyPassword } from "../config/passwords.ts";

/** What the effects of the core come to, beyond what this carries out itself. */
export interface EffectOwner {
  /** @returns where a session comes from; null if it is gone */
  addressOf(session: SessionId): string | null;

  /**
   * An effect has its outcome.
   *
   * @param asker the session that it is for; undefined for nobody's
   */
  answer(request: number, outcome: boolean, asker?: SessionId): void;

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

/** Carries out what the core asks for: none of it before the input that asks is over. */
export class EffectRunner {
  readonly #passwords = new PasswordQueue();
  readonly #pending = new Map<number, Effect>();

  constructor(readonly owner: EffectOwner, readonly bansFile: BansFile) {}

  /** What was begun and has an outcome that is not there yet. */
  get pending(): Effect[] {
    return [...this.#pending.values()];
  }

  /** Begins with an effect. */
  carryOut(effect: Effect): void {
    if ("request" in effect) this.#pending.set(effect.request, effect);
    switch (effect.kind) {
      case "check-password":
        return this.#checkPassword(effect);
      case "save-bans":
        return void this.#saveBans(effect.request, effect.bans);
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
    { owner: asker, request, passwordHash, password }: Extract<
      Effect,
      { kind: "check-password" }
    >,
  ): void {
    const address = this.owner.addressOf(asker);
    const isTaken = this.#passwords.add(address ?? "", async () => {
      // Whoever has gone is not worth the time.
      const isRight = this.owner.addressOf(asker) !== null &&
        await this.#verify(passwordHash, password);
      this.#answer(request, isRight, asker);
    });
    if (isTaken) return;
    queueMicrotask(() => this.#answer(request, false, asker));
  }

  #answer(request: number, outcome: boolean, asker?: SessionId): void {
    this.#pending.delete(request);
    this.owner.answer(request, outcome, asker);
  }

  async #verify(passwordHash: string, password: string): Promise<boolean> {
    try {
      return await verifyPassword(passwordHash, password);
    } catch {
      this.owner.complain("oper", "no memory to check a password");
      return false;
    }
  }

  async #saveBans(
    request: number,
    bans: readonly ServerBan[],
  ): Promise<void> {
    this.#answer(request, await this.bansFile.save(bans));
  }
}
