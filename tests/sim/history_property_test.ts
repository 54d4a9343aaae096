import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { CUTOFFS } from "../../src/irc/names/history_rules.ts";
import { lookThrough } from "../../src/store/history/memory_search.ts";
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
    ...["search", "search, and wait", "search, and wait"],
  ),
  one: fc.nat(1000),
  other: fc.nat(1000),
});

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** What came of all searches. */
const totals = { found: 0, lost: 0 };

const NOTHING = { found: 0, lost: 0 };

/** What may change what somebody may read. */
const CHANGES = [
  ...["part", "redact", "rank", "ban", "log", "go", "nick", "silence", "say"],
];

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
  return [
    ...CHANNELS.map((name) => model.readableOn(person, name) ?? []),
    ...[...model.keys].map((key) => model.readableWith(person, key)),
  ].flatMap((some) => some.slice(-1))
    .sort((a, b) => a.id < b.id ? -1 : 1)
    .map(({ at }) => timeOf(at));
}

/**
 * Looks for messages, and compares what is found with the plain list. The answer may come after something else has
 * happened.
 *
 * @param target where; null for anywhere
 * @param expected gives what may be read there; null if that is refused
 * @param meanwhile what happens until the answer comes
 * @returns how much was found, and may not be read any more
 */
function search(
  model: HistoryModel,
  { one, other, who }: Step,
  target: string | null,
  expected: () => Said[] | null,
  meanwhile: () => void,
): { found: number; lost: number } {
  const { network, people, said } = model;
  const { client } = people[who];
  if (client === null || said.length === 0) return NOTHING;
  const [from, to] = [pick(said, one), pick(said, other)];
  const limit = other % 7 + 1;
  const word = one % 3 === 0 ? `text-${other % 10}` : "text";
  const isFrom = one % 5 === 0;
  const isAfter = other % 2 === 0;
  const isBefore = other % 3 === 0;
  const attributes = [
    ...target === null ? [] : [`in=${target}`],
    ...isFrom ? [`from=${from.nick.toUpperCase()}`] : [],
    `text=${word}*`,
    ...isAfter ? [`after=${timeOf(from.at)}`] : [],
    ...isBefore ? [`before=${timeOf(to.at)}`] : [],
    `limit=${limit}`,
  ].join(";");
  const fitting = (all: readonly Said[]) => {
    const some = all.filter(({ at, nick, text }) =>
      text.startsWith(word) && (!isFrom || nick === from.nick) &&
      (!isAfter || at >= from.at) && (!isBefore || at <= to.at)
    );
    return isAfter ? some.slice(0, limit) : some.slice(-limit);
  };
  const before = expected();
  client.take();
  network.answers = false;
  const refused = client.send(`SEARCH ${attributes}`);
  network.answers = true;
  assertEquals(refused.length > 0, before === null);
  if (before === null) return NOTHING;
  const { query, request } = network.takeSearch();
  const outcome = lookThrough(network.archive, query, () => false);
  const found = fitting(before);
  assertEquals(
    outcome.found.map(({ event: { text } }) => text),
    found.map(({ text }) => text),
  );
  meanwhile();
  if (people[who].client !== client) return NOTHING;
  const still = new Set(model.readable(people[who]).map(({ id }) => id));
  client.take();
  network.apply({ kind: "answer", request, outcome });
  assertEquals(
    textsIn(client.take()),
    found.filter(({ id }) => still.has(id)).map(({ text }) => text),
  );
  const lost = found.filter(({ id }) => !still.has(id)).length;
  return { found: found.length, lost };
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
    case "search":
    case "search, and wait": {
      const isOn = one % 2 === 0;
      const expected = () =>
        isOn ? model.readableOn(person, channel) : model.readable(person);
      const meanwhile = () => {
        if (what === "search") return;
        for (const index of people.keys()) {
          const change = pick(CHANGES, one + index);
          const numbers = { one: other + index, other: one + index };
          take(model, { who: index, what: change, ...numbers });
        }
      };
      const target = isOn ? channel : null;
      const came = search(model, step, target, expected, meanwhile);
      totals.found += came.found;
      totals.lost += came.lost;
      return 0;
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
  assert(read > 15_000, `${read} messages were read`);
  assert(totals.found > 3000, `${totals.found} messages were found`);
  assert(totals.lost > 30, `${totals.lost} of them could not be read then`);
});
