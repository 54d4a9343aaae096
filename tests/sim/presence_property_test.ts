import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { closedFor } from "../../src/irc/channels/registered.ts";
import { findAccount } from "../../src/irc/accounts/accounts.ts";
import { AUTO_AWAY, settingOf } from "../../src/irc/accounts/settings.ts";
import { Core } from "../../src/irc/core.ts";
import { isChosen } from "../../src/irc/names/account_rules.ts";
import type { Network } from "../../src/irc/state/network.ts";
import { NO_ARCHIVE } from "../../src/irc/state/archive.ts";
import type { Input } from "../../src/irc/inputs.ts";
import type { Change } from "../../src/irc/state/records.ts";
import type { SessionId } from "../../src/irc/state/session_id.ts";
import type { Step } from "./histories.ts";
import { checkLine, checkNetwork } from "./invariants.ts";
import { ARRIVED, presenceHistory, twins } from "./presences.ts";
import { Inputs, Simulation } from "./simulation.ts";
import { Told } from "./told.ts";

const decoder = new TextDecoder();

Deno.test("users with several connections, or none, hold together, and a new one is shown what NAMES shows", () => {
  let absent = 0;
  let shared = 0;
  let lost = 0;
  fc.assert(
    fc.property(presenceHistory, (steps) => {
      const inputs = new Inputs(() => simulation.core.network.archive);
      const told = new Told();
      const simulation = new Simulation(undefined, (bytes, id) => {
        checkLine(bytes);
        const session = simulation.core.network.sessions.get(id);
        told.line(id, bytes, session?.has("multi-prefix") ?? false);
      });
      const { network } = simulation.core;
      for (const step of [...ARRIVED, ...steps]) {
        for (const input of inputs.of(step)) {
          inputs.ask(simulation.apply(input));
          checkNetwork(network);
          told.check(network);
          absent = Math.max(absent, network.absent);
          lost = Math.max(lost, network.lost.size);
          for (const { sessions } of network.users.values()) {
            shared = Math.max(shared, sessions.length);
          }
        }
      }
    }),
    { seed: 503, numRuns: 200 },
  );
  assert(absent > 0 && shared > 2 && lost > 0, "histories have such users");
});

/** What a client is told of its user and of others: not whether it is there, nor how the server numbers batches. */
class Stream {
  readonly lines: string[] = [];
  readonly #references = new Map<string, string>();
  isOver = false;

  take(text: string): void {
    const bare = text.replace(/^@\S+ /, "");
    if (/^(?:PING|ERROR) |^:irc\.test NOTICE \S+ :Pensez/.test(bare)) return;
    this.lines.push(
      text.replace(/(?<=[@;]batch=)\w+/, (name) => this.#number(name))
        .replace(/(?<= BATCH [+-])\w+/, (name) => this.#number(name)),
    );
  }

  #number(name: string): string {
    const number = this.#references.get(name) ??
      String(this.#references.size);
    this.#references.set(name, number);
    return number;
  }
}

/** Has two clients say nothing but PONG, whoever a history gives their lines to. */
function quietly(
  input: Input,
  quiet: ReadonlySet<SessionId>,
): Input[] {
  if (!("session" in input) || !quiet.has(input.session)) return [input];
  return input.kind === "line" ? [{ ...input, session: "s7" }] : [];
}

Deno.test("a connection is told what its twin is told: another one of the user, which has asked for the same", () => {
  let compared = 0;
  fc.assert(
    fc.property(twins, presenceHistory, (arriving, steps) => {
      const inputs = new Inputs(() => simulation.core.network.archive);
      const streams = new Map<SessionId, Stream>();
      const pinged: SessionId[] = [];
      const simulation = new Simulation(undefined, (bytes, id) => {
        const text = decoder.decode(bytes).replace(/\r\n$/, "");
        streams.get(id)?.take(text);
        if (/^(?:@\S+ )?PING/.test(text)) pinged.push(id);
      });
      const { core } = simulation;
      const apply = (input: Input) => {
        inputs.ask(simulation.apply(input));
        for (const session of pinged.splice(0)) {
          const { at } = core.network;
          const pong = { kind: "line", at, session, text: "PONG x" } as const;
          inputs.ask(simulation.apply(pong));
        }
      };
      const carryOut = (all: readonly Step[]) => {
        const quiet = new Set(streams.keys());
        for (const step of all) {
          for (const input of inputs.of(step)) {
            for (const each of quietly(input, quiet)) apply(each);
            for (const [id, stream] of streams) stream.isOver ||= !core.has(id);
            if ([...streams.values()].some(({ isOver }) => isOver)) return;
            const [one, other] = [...streams.values()];
            assertEquals(other?.lines, one?.lines);
          }
        }
      };
      carryOut([...ARRIVED, ...arriving]);
      const latest = [...core.network.sessions.values()].slice(-2);
      for (const { id, user } of latest) {
        assertEquals(user?.nick, "ann");
        streams.set(id, new Stream());
      }
      carryOut(steps);
      for (const { lines } of streams.values()) compared += lines.length;
    }),
    { seed: 416, numRuns: 200 },
  );
  assert(compared > 3_000, `${compared} lines were compared`);
});

/** Why a user of an account is away that has no connection, and has said nothing of it. */
function absenceOf(network: Network, name: string): string | null {
  const account = findAccount(network, name);
  const { autoAway } = network.settings.accountRules;
  return account !== undefined &&
      isChosen(autoAway, settingOf(account, AUTO_AWAY))
    ? "Not connected"
    : null;
}

Deno.test("who is always on is there after a restart as it was", () => {
  fc.assert(
    fc.property(presenceHistory, (steps) => {
      const inputs = new Inputs(() => one.core.network.archive);
      const one = new Simulation();
      for (const step of [...ARRIVED, ...steps]) {
        for (const input of inputs.of(step)) inputs.ask(one.apply(input));
      }
      for (const input of inputs.of({ kind: "tick", milliseconds: 0 })) {
        one.apply(input);
      }
      const { network } = one.core;
      const { records } = network;
      const kept: Change[] = [
        ...[...records.accounts].map(([key, value]): Change => ({
          kind: "account",
          key,
          value,
        })),
        ...[...records.channels].map(([key, value]): Change => ({
          kind: "channel",
          key,
          value,
        })),
        ...[...records.unregistered].map(([key, value]): Change => ({
          kind: "unregistered-channel",
          key,
          value,
        })),
        ...[...records.presences].map(([key, value]): Change => ({
          kind: "presence",
          key,
          value,
        })),
      ];
      const again = Core.create(network.settings, kept, network.at, NO_ARCHIVE)
        .network;
      for (const [account, user] of network.kept) {
        if (!records.presences.has(account)) continue;
        const back = again.kept.get(account);
        assertEquals(back?.nick, user.nick);
        assertEquals(back?.source, user.source);
        assertEquals(back?.away, user.away ?? absenceOf(network, account));
        assertEquals(
          [...back?.channels ?? []].map(({ name }) => name),
          // Those are emptied once it is written that they are closed.
          [...user.channels].map(({ name }) => name)
            .filter((name) => closedFor(network, name) === null),
        );
      }
      checkNetwork(again);
    }),
    { seed: 90, numRuns: 200 },
  );
});
