import { assertEquals } from "@std/assert";
import { Core } from "../../src/irc/core.ts";
import type { Effect } from "../../src/irc/effects.ts";
import type { Input } from "../../src/irc/inputs.ts";
import type { Archive } from "../../src/irc/state/archive.ts";
import type { Settings } from "../../src/irc/state/settings.ts";
import { MemoryArchive } from "../../src/irc/state/memory_archive.ts";
import { MemoryStore } from "../../src/store/record_store.ts";
import { lookThrough } from "../../src/store/history/memory_search.ts";
import { MUCH } from "../support/copied_archive.ts";
import type { Sink } from "../../src/irc/state/session.ts";
import type { SessionId } from "../../src/irc/state/session_id.ts";
import { SETTINGS, START } from "../support/test_network.ts";
import {
  accountChange,
  accountOf,
  channelChange,
  channelOf,
} from "../support/records.ts";
import { DEFAULT_PUSH_RULES } from "../../src/irc/names/push_rules.ts";
import { MAX_PAYLOAD_BYTES } from "../../src/irc/push/payload.ts";
import { byteLength } from "../../src/irc/names/text.ts";
import { deviceChange, KEY_CHANGE } from "../support/push.ts";
import { scramKeysOf } from "../support/scram_keys.ts";
import type { Step } from "./histories.ts";

/**
 * Accounts may have addresses, and codes are sent there; and devices, which are pushed to. Who is logged in stays, and
 * is away meanwhile; who is not may come back.
 */
const LIVELY: Settings = {
  ...SETTINGS,
  resumeMs: 60_000,
  accountRules: {
    ...SETTINGS.accountRules,
    email: "optional",
    alwaysOn: "opt-out",
    autoAway: "opt-out",
  },
  pushRules: { ...DEFAULT_PUSH_RULES, subscriptions: 2, activeMs: 1000 },
};

/** What may come of a push. */
const PUSH_OUTCOMES = ["taken", "gone", "taken", "refused", "failed"] as const;

/** Turns the steps of a history into inputs, with what a shell answers between them. */
export class Inputs {
  /** What the core has asked for, and the shell has not done yet. */
  readonly #asked: Effect[] = [];
  /** What is on the disk. */
  readonly store = new MemoryStore();
  #at = START;
  #sessions = 0;

  /** @param archive gives what is searched */
  constructor(readonly archive: () => Archive) {
    this.store.write(RECORDS);
  }

  /** @returns the inputs that the step stands for, given what was asked before */
  of(step: Step): Input[] {
    const at = this.#at;
    // The shell takes its time: clients go on meanwhile.
    const answers = step.kind === "line"
      ? []
      : this.#asked.splice(0).flatMap((effect) => this.#answer(effect));
    return [...answers, ...this.#inputs(step, at)];
  }

  /** @param effects what the core asks for */
  ask(effects: readonly Effect[]): void {
    this.#asked.push(...effects);
  }

  #answer(effect: Effect): Input[] {
    const at = this.#at;
    switch (effect.kind) {
      case "check-password": {
        const { passwordHash, password, request } = effect;
        const outcome = passwordHash === `hash of ${password}`;
        return [{ kind: "answer", at, request, outcome }];
      }
      case "check-login": {
        const { claim: { account, password }, passwordHash, request } = effect;
        const isRight = account !== null && passwordHash !== null &&
          passwordHash === `hash of ${password}`;
        const outcome = isRight ? { account, by: "password" } as const : null;
        return [{ kind: "answer", at, request, outcome }];
      }
      case "check-token": {
        const { request, token } = effect;
        const outcome = { account: token, by: "token" } as const;
        return [{ kind: "answer", at, request, outcome }];
      }
      case "hash-password": {
        const { password, request } = effect;
        const passwordHash = `hash of ${password}`;
        const scram = scramKeysOf(password);
        const outcome = request % 8 === 0 ? null : { passwordHash, scram };
        return [{ kind: "answer", at, request, outcome }];
      }
      case "draw-secret": {
        const { request } = effect;
        const outcome = request.toString(16).padStart(32, "0");
        return [{ kind: "answer", at, request, outcome }];
      }
      case "push": {
        const { request } = effect;
        const outcome = PUSH_OUTCOMES[request % PUSH_OUTCOMES.length];
        return [{ kind: "answer", at, request, outcome }];
      }
      case "search": {
        const { query, request } = effect;
        const found = lookThrough(this.archive(), query, () => false);
        const outcome = request % 8 === 0 ? null : found;
        return [{ kind: "answer", at, request, outcome }];
      }
      case "send-mail":
      case "store": {
        const { request } = effect;
        const outcome = request % 2 === 0;
        if (outcome && effect.kind === "store") {
          this.store.write(effect.changes);
        }
        return [{ kind: "answer", at, request, outcome }];
      }
      case "reload": {
        const text = "Rehashed";
        return [{ kind: "settings", at, settings: LIVELY, text }];
      }
      case "jot":
      case "stop":
      case "upgrade":
      case "log":
        return [];
      case "fault":
        throw effect.error;
    }
  }

  #inputs(step: Step, at: number): Input[] {
    switch (step.kind) {
      case "open": {
        const session = `s${++this.#sessions}`;
        const { address, secure = false } = step;
        const peer = {
          address,
          secure,
          certificate: null,
          listener: "",
        };
        return [{ kind: "open", at, session, peer }];
      }
      case "line": {
        const { line: text } = step;
        return [{ kind: "line", at, session: this.#id(step.session), text }];
      }
      case "close": {
        const session = this.#id(step.session);
        const afterLines = true;
        return [{ kind: "close", at, session, reason: "Gone", afterLines }];
      }
      case "tick":
        this.#at += step.milliseconds;
        return [{ kind: "tick", at: this.#at }];
    }
  }

  #id(session: number | "latest"): SessionId {
    if (session === "latest") return `s${this.#sessions}`;
    return `s${session % this.#sessions + 1}`;
  }
}

/** What is kept from the start: a channel of one of the accounts of the settings, on which another one has a rank, and a device. */
const RECORDS = [
  accountChange("cleo", accountOf("cleo", { passwordHash: "hash of meow" })),
  KEY_CHANGE,
  deviceChange("alice"),
  channelChange(channelOf("#b", "alice", {
    topic: { text: "Kept", setBy: "alice!~a@192.0.2.1", setAt: START - 1000 },
    modes: { n: "", j: "5:10" },
    lists: { b: [{ mask: "fay!*@*", setBy: "alice", setAt: START - 1000 }] },
    ranks: [{ account: "Bob", letter: "h", by: "alice", at: START - 1000 }],
    metadata: { url: "https://b.test" },
  })),
];

/** A push is one line, and no longer than may be. */
function checkPush(line: string): void {
  assertEquals(/[\0\r\n]/.test(line), false, "a push is one line");
  assertEquals(byteLength(line) <= MAX_PAYLOAD_BYTES, true, "a push fits");
}

/** A core and what it wrote to whom, in order. */
export class Simulation {
  readonly written: string[] = [];

  /** @param check looks at each line that is written */
  constructor(
    readonly core = Core.create(
      LIVELY,
      RECORDS,
      START,
      new MemoryArchive(MUCH),
    ),
    readonly check: (bytes: Uint8Array, id: SessionId) => void = () => {},
  ) {}

  /** Carries out one input. @returns what it asks for */
  apply(input: Input): readonly Effect[] {
    if (input.kind === "open") this.attach(input.session);
    const effects = this.core.apply(input);
    for (const effect of effects) {
      if (effect.kind === "push") checkPush(effect.line);
    }
    return effects;
  }

  /** Takes what a session is sent. */
  attach(id: SessionId): void {
    this.core.attach(id, this.#sink(id));
  }

  #sink(id: SessionId): Sink {
    let isClosed = false;
    return {
      write: ({ bytes }) => {
        assertEquals(isClosed, false, "nothing is written after the end");
        this.check(bytes, id);
        this.written.push(`${id} ${bytes.join()}`);
      },
      close: () => {
        assertEquals(isClosed, false, "a session ends once");
        isClosed = true;
      },
    };
  }
}
