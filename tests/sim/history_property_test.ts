import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { CUTOFFS } from "../../src/irc/names/history_rules.ts";
import { textsIn } from "../support/history.ts";
import { CHANNELS, HistoryModel, type Said } from "./history_model.ts";

/** One step: who does what, with two numbers that choose the rest. */
const step = fc.record({
  who: fc.nat(4),
  what: fc.constantFrom(
    ...["come", "come", "come", "go", "join", "join", "join", "part"],
    ...["say", "say", "say", "say", "say", "tell", "tell", "tell", "whisper"],
    ...["redact", "nick", "rank", "ban", "silence", "log", "pass"],
    ...["read", "read", "read", "ask", "targets"],
  ),
  one: fc.nat(1000),
  other: fc.nat(1000),
});

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function pick<Each>(from: readonly Each[], number: number): Each {
  return from[number % from.length];
}

function timeOf(at: number): string {
  return new Date(at).toISOString();
}

/** Asks for a part of what may be read, and compares it with the plain list. */
function check(
  model: HistoryModel,
  { one, other, who }: Step,
  target: string,
  expected: Said[] | null,
): number {
  const client = model.people[who].client;
  if (client === null) return 0;
  client.take();
  const all = model.said;
  const ask = (query: string) => {
    const lines = client.send(`CHATHISTORY ${query}`);
    return lines[0].includes("FAIL") ? null : textsIn(lines);
  };
  const textsOf = (some: readonly Said[] | undefined) =>
    some === undefined ? null : some.map(({ text }) => text);
  assertEquals(ask(`LATEST ${target} * 1000`), textsOf(expected ?? undefined));
  if (expected === null || all.length === 0) return 0;
  const limit = other % 5 + 1;
  const [from, to] = [pick(all, one), pick(all, other)];
  const byTime = one % 2 === 0;
  const [first, second] = [from, to].map((each) =>
    byTime ? `timestamp=${timeOf(each.at)}` : `msgid=${each.id}`
  );
  const isBefore = (each: Said, than: Said) =>
    byTime ? each.at < than.at : each.id < than.id;
  const before = expected.filter((each) => isBefore(each, from));
  const after = expected.filter((each) => isBefore(from, each));
  assertEquals(
    ask(`BEFORE ${target} ${first} ${limit}`),
    textsOf(before.slice(-limit)),
  );
  assertEquals(
    ask(`AFTER ${target} ${first} ${limit}`),
    textsOf(after.slice(0, limit)),
  );
  assertEquals(
    ask(`LATEST ${target} ${first} ${limit}`),
    textsOf(after.slice(-limit)),
  );
  const isForward = !isBefore(to, from);
  const [low, high] = isForward ? [from, to] : [to, from];
  const between = expected.filter((each) =>
    isBefore(low, each) && isBefore(each, high)
  );
  assertEquals(
    ask(`BETWEEN ${target} ${first} ${second} ${limit}`),
    textsOf(isForward ? between.slice(0, limit) : between.slice(-limit)),
  );
  const around = ask(`AROUND ${target} ${first} ${limit}`) ?? [];
  const texts = expected.map(({ text }) => text);
  assertEquals(around.length, Math.min(limit, texts.length));
  const start = texts.indexOf(around[0]);
  assertEquals(around, texts.slice(start, start + around.length));
  if (texts.includes(from.text) && !byTime) {
    assert(around.includes(from.text), "what is asked for is there");
  }
  return expected.length;
}

/** What TARGETS must tell: the times of the latest message of each that may be read. */
function targetTimes(model: HistoryModel, who: number): string[] {
  const person = model.people[who];
  const keys = new Set(model.people.flatMap((each) => [
    ...each.client === null ? [] : [model.keyOf(each)],
    ...each.account === null ? [] : [`account ${each.account}`],
  ]));
  return [
    ...CHANNELS.map((name) => model.readableOn(person, name) ?? []),
    ...[...keys].map((key) => model.readableWith(person, key)),
  ].flatMap((some) => some.slice(-1))
    .sort((a, b) => a.id < b.id ? -1 : 1)
    .map(({ at }) => timeOf(at));
}

/** @returns how much was read */
function take(model: HistoryModel, step: Step): number {
  const { one, other, what, who } = step;
  const { network, people } = model;
  const person = people[who];
  const { client } = person;
  const channel = pick(CHANNELS, one);
  const second = pick(people, other);
  const nickOf = (each: typeof person) => model.userOf(each)?.nick ?? "none";
  switch (what) {
    case "come":
      model.come(person);
      return 0;
    case "go":
      if (one % 3 === 0) model.go(person);
      return 0;
    case "join":
      model.join(person, channel);
      return 0;
    case "part":
      if (other % 3 === 0) model.part(person, channel);
      return 0;
    case "say":
      model.say(person, channel, null);
      return 0;
    case "whisper":
      model.say(person, `@${channel}`, null);
      return 0;
    case "tell":
      if (second.client !== null) model.say(person, nickOf(second), second);
      return 0;
    case "redact": {
      const target = one % 2 === 0 ? channel : nickOf(second);
      const said = pick(model.said, other);
      if (said !== undefined) model.redact(person, target, said.id);
      return 0;
    }
    case "nick":
      client?.send(`NICK p${who}${"x".repeat(one % 3)}`);
      return 0;
    case "rank":
      client?.send(
        `MODE ${channel} ${one % 4 < 2 ? "+o" : "-o"} ${nickOf(second)}`,
      );
      return 0;
    case "ban":
      client?.send(
        `MODE ${channel} ${one % 4 < 2 ? "+b" : "-b"} p${other % 5}*!*@*`,
      );
      return 0;
    case "silence":
      client?.send(`SILENCE ${one % 2 === 0 ? "+*!*@*" : "-*!*@*"}`);
      return 0;
    case "log":
      if (person.account === null || client === null) return 0;
      if (one % 2 === 0) client.send("NS LOGOUT");
      else network.logIn(nickOf(person), person.account);
      return 0;
    case "pass":
      network.at += one;
      return 0;
    case "read":
      return check(model, step, channel, model.readableOn(person, channel));
    case "ask": {
      const isHere = second.client !== null;
      if (!isHere && second.account === null) return 0;
      const key = isHere ? model.keyOf(second) : `account ${second.account}`;
      const name = isHere ? nickOf(second) : second.account ?? "";
      return check(model, step, name, model.readableWith(person, key));
    }
    case "targets": {
      if (client === null) return 0;
      client.take();
      const times = client.send(
        "CHATHISTORY TARGETS timestamp=2020-01-01T00:00:00.000Z timestamp=2100-01-01T00:00:00.000Z 1000",
      ).filter((line) => line.includes(" TARGETS "))
        .map((line) => line.split(" ").at(-1) ?? "");
      assertEquals(times, targetTimes(model, who));
      return times.length;
    }
    default:
      throw new Error(what);
  }
}

Deno.test("a history gives exactly what was said and may be read, as a plain list has it", () => {
  let read = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...CUTOFFS),
      fc.array(step, { minLength: 100, maxLength: 200 }),
      (cutoff, steps) => {
        const model = new HistoryModel(cutoff);
        for (const person of model.people.slice(0, 4)) {
          model.come(person);
          for (const channel of CHANNELS) model.join(person, channel);
        }
        for (const each of steps) read += take(model, each);
        assertEquals(model.network.faults, []);
      },
    ),
    { seed: 1889, numRuns: 400 },
  );
  assert(read > 20_000, `${read} messages were read`);
});
