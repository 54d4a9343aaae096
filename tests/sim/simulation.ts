import { assertEquals } from "@std/assert";
import { Core } from "../../src/irc/core.ts";
import type { Effect } from "../../src/irc/effects.ts";
import type { Input } from "../../src/irc/inputs.ts";
import type { Settings } from "../../src/irc/state/settings.ts";
import { MemoryArchive } from "../../src/irc/state/memory_archive.ts";
import { MUCH } from "../support/copied_archive.ts";
import type { Sink } from "../../src/irc/state/session.ts";
import type { SessionId } from "../../src/irc/state/session_id.ts";
import { SETTINGS, START } from "../support/test_network.ts";
import { channelChange, channelOf } from "../support/records.ts";
import { scramKeysOf } from "../support/scram_keys.ts";
import type { Step } from "./histories.ts";

/** Accounts may have addresses, and codes are sent there. */
const MAILING: Settings = {
  ...SETTINGS,
  accountRules: { ...SETTINGS.accountRules, email: "optional" },
};

/** Turns the steps of a history into inputs, with what a shell answers between them. */
export class Inputs {
  /** What the core has asked for, and the shell has not done yet. */
  readonly #asked: Effect[] = [];
  #at = START;
  #sessions = 0;

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
      case "send-mail":
      case "store": {
        const { request } = effect;
        return [{ kind: "answer", at, request, outcome: request % 2 === 0 }];
      }
      case "reload": {
        const text = "Rehashed";
        return [{ kind: "settings", at, settings: MAILING, text }];
      }
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
        const { address } = step;
        const peer = {
          address,
          secure: false,
          certificate: null,
          listener: "",
        };
        return [{ kind: "open", at, session, peer, seed: this.#sessions }];
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

  #id(session: number): SessionId {
    return `s${session % this.#sessions + 1}`;
  }
}

/** What is kept from the start: a channel of one of the accounts of the settings, on which another one has a rank. */
const RECORDS = [
  channelChange(channelOf("#b", "alice", {
    topic: { text: "Kept", setBy: "alice!~a@192.0.2.1", setAt: START - 1000 },
    modes: { n: "", j: "5:10" },
    lists: { b: [{ mask: "fay!*@*", setBy: "alice", setAt: START - 1000 }] },
    ranks: [{ account: "Bob", letter: "h", by: "alice", at: START - 1000 }],
    metadata: { url: "https://b.test" },
  })),
];

/** A core and what it wrote to whom, in order. */
export class Simulation {
  readonly written: string[] = [];

  /** @param check looks at each line that is written */
  constructor(
    readonly core = Core.create(
      MAILING,
      RECORDS,
      START,
      new MemoryArchive(MUCH),
    ),
    readonly check: (bytes: Uint8Array, id: SessionId) => void = () => {},
  ) {}

  /** Carries out one input. @returns what it asks for */
  apply(input: Input): readonly Effect[] {
    if (input.kind === "open") this.attach(input.session);
    return this.core.apply(input);
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
