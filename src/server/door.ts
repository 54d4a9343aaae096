import { Core as OldCore } from "../irc/core.ts";
import type { Effects } from "../irc/effects.ts";
import type { Sink } from "../irc/state/session.ts";
import type { ServerBan } from "../irc/state/server_ban.ts";
import type { Settings } from "../irc/state/settings.ts";

/** Until the core has one door: the inputs and effects to come, over the methods of today. */
export type SessionId = string;

export type Input =
  | {
    readonly kind: "open";
    readonly at: number;
    readonly session: SessionId;
    readonly peer: {
      readonly address: string;
      readonly secure: boolean;
      readonly certificate: string | null;
    };
    readonly seed: number;
  }
  | {
    readonly kind: "line";
    readonly at: number;
    readonly session: SessionId;
    readonly text: string;
  }
  | {
    readonly kind: "close";
    readonly at: number;
    readonly session: SessionId;
    readonly reason: string;
  }
  | {
    readonly kind: "answer";
    readonly at: number;
    readonly request: number;
    readonly outcome: boolean;
  }
  | {
    readonly kind: "settings";
    readonly at: number;
    readonly settings: Settings | null;
    readonly text: string;
  }
  | { readonly kind: "tick"; readonly at: number };

export type Effect =
  | {
    readonly kind: "check-password";
    readonly owner: SessionId;
    readonly request: number;
    readonly passwordHash: string;
    readonly password: string;
  }
  | {
    readonly kind: "save-bans";
    readonly request: number;
    readonly bans: readonly ServerBan[];
  }
  | { readonly kind: "reload"; readonly owner: SessionId }
  | {
    readonly kind: "stop";
    readonly owner: SessionId;
    readonly restart: boolean;
  }
  | {
    readonly kind: "fault";
    readonly cause: string;
    readonly error: unknown;
  };

export class Core implements Effects {
  readonly #core: OldCore;
  readonly #sinks = new Map<SessionId, Sink>();
  readonly #numbers = new Map<SessionId, number>();
  readonly #ids = new Map<number, SessionId>();
  readonly #checks = new Map<number, number>();
  #next = 1;
  #effects: Effect[] = [];
  #current: SessionId = "";

  constructor(settings: Settings, bans: readonly ServerBan[], at: number) {
    this.#core = new OldCore(settings, this, bans, at);
  }

  attach(session: SessionId, sink: Sink): void {
    this.#sinks.set(session, sink);
  }

  has(session: SessionId): boolean {
    const number = this.#numbers.get(session);
    return number !== undefined && this.#core.has(number);
  }

  apply(input: Input): readonly Effect[] {
    if ("session" in input) this.#current = input.session;
    try {
      this.#apply(input);
    } catch (error) {
      this.#effects.push({ kind: "fault", cause: input.kind, error });
      if (input.kind === "line") {
        const number = this.#numbers.get(input.session) ?? -1;
        this.#core.close(number, "Internal error", input.at);
      }
    }
    return this.#effects.splice(0);
  }

  #apply(input: Input): void {
    const { at } = input;
    const number = "session" in input
      ? this.#numbers.get(input.session) ?? -1
      : -1;
    if (input.kind === "open") {
      const sink = this.#sinks.get(input.session);
      if (sink === undefined) throw new Error("no sink");
      const id = this.#next++;
      this.#numbers.set(input.session, id);
      this.#ids.set(id, input.session);
      this.#core.open(id, { ...input.peer, sink }, at);
    } else if (input.kind === "line") {
      this.#core.receive(number, input.text, at);
    } else if (input.kind === "close") {
      this.#core.close(number, input.reason, at);
      this.#numbers.delete(input.session);
      this.#sinks.delete(input.session);
      this.#ids.delete(number);
    } else if (input.kind === "answer") {
      const id = this.#checks.get(input.request);
      if (id === undefined) return;
      this.#checks.delete(input.request);
      this.#core.passwordChecked(id, input.outcome, at);
      for (;;) {
        const line = this.#core.nextHeld(id);
        if (line === undefined) break;
        this.#core.receive(id, line, at);
      }
    } else if (input.kind === "settings") {
      this.#core.reconfigured(input.settings, input.text, at);
    } else this.#core.tick(at);
  }

  checkPassword(id: number, passwordHash: string, password: string): void {
    const request = this.#next++;
    this.#checks.set(request, id);
    const owner = this.#ids.get(id) ?? "";
    this.#effects.push({
      kind: "check-password",
      owner,
      request,
      passwordHash,
      password,
    });
  }

  requestRehash(): void {
    this.#effects.push({ kind: "reload", owner: this.#current });
  }

  saveBans(bans: readonly ServerBan[]): void {
    this.#effects.push({ kind: "save-bans", request: this.#next++, bans });
  }

  requestStop(restart: boolean): void {
    this.#effects.push({ kind: "stop", owner: this.#current, restart });
  }
}
