import fc from "fast-check";
import { confirmationFor } from "../../src/irc/services/chanserv/drop.ts";
import { START } from "../support/test_network.ts";
import type { Step } from "./histories.ts";

const NICKS = ["ann", "bob", "cat", "dan", "eve", "fay"] as const;

/** What clients know from the start; the others learn by asking. */
const CAPABILITIES = [
  "multi-prefix",
  "multi-prefix extended-join chghost draft/channel-rename",
  "multi-prefix message-tags server-time batch labeled-response",
  "userhost-in-names away-notify draft/read-marker batch draft/metadata-3",
  "no-implicit-names draft/read-marker batch draft/metadata-3",
  "account-notify",
] as const;

/**
 * The beginning of each gathering: those who are together on two channels, one of them an operator of the
 * network, the first in each a channel operator.
 */
export const GATHERED: readonly Step[] = [
  ...NICKS.flatMap((nick, session) => [
    { kind: "open", address: `192.0.2.${session + 1}` } as const,
    ...[
      `NICK ${nick}`,
      "USER u 0 * :Real name",
      `CAP REQ :${CAPABILITIES[session]}`,
      "JOIN #a,#b",
    ].map((line) => ({ kind: "line", session, line }) as const),
  ]),
  { kind: "line", session: 2, line: "OPER root secret" },
  { kind: "line", session: 0, line: "NS IDENTIFY alice sesame" },
  { kind: "line", session: 1, line: "NS IDENTIFY bob open" },
  { kind: "line", session: 3, line: "NS IDENTIFY cleo meow" },
  { kind: "line", session: 4, line: "NS IDENTIFY cleo meow" },
  // Password checks are answered as time passes.
  { kind: "tick", milliseconds: 0 },
  { kind: "line", session: 0, line: "CS REGISTER #a" },
  { kind: "tick", milliseconds: 0 },
  { kind: "line", session: 0, line: "CS REGISTER #a" },
  { kind: "tick", milliseconds: 0 },
];

const nick = fc.constantFrom(...NICKS, "gus");
const channel = fc.constantFrom("#a", "#a", "#a", "#b", "#c");
const sign = fc.constantFrom("+", "-");
const prefix = fc.constantFrom(..."vvvhoq");

const account = fc.constantFrom("alice", "bob", "nobody");
const RANKS = ["OWNER", "PROTECT", "OP", "HALFOP", "VOICE"] as const;

function line(...words: readonly fc.Arbitrary<string>[]) {
  return fc.tuple(...words).map((parts) => parts.join(" "));
}

function say(text: string): fc.Arbitrary<string> {
  return fc.constant(text);
}

function joined(...parts: readonly fc.Arbitrary<string>[]) {
  return fc.tuple(...parts).map((all) => all.join(""));
}

const listChange = joined(sign, fc.constantFrom(..."beIk"));

/** The code with which a channel is dropped: one is registered from the start, others before any time has passed. */
function dropCodeOf(name: string): string {
  const registeredAt = name === "#b" ? START - 1000 : START;
  return confirmationFor({ name, registeredAt });
}

/** Whatever changes who is on a channel, who sees whom there, or how that is told. */
const command = fc.oneof(
  { weight: 6, arbitrary: line(say("MODE"), channel, joined(sign, say("u"))) },
  {
    weight: 10,
    arbitrary: line(say("MODE"), channel, joined(sign, prefix), nick),
  },
  {
    weight: 6,
    arbitrary: line(
      fc.constantFrom("MODE", "SAMODE"),
      channel,
      joined(sign, prefix, fc.constantFrom("", "u", "-u", "+u"), sign, prefix),
      nick,
      nick,
    ),
  },
  {
    weight: 4,
    arbitrary: line(
      say("SAMODE"),
      channel,
      joined(sign, fc.constantFrom("u", "o", "v")),
      nick,
    ),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(channel, prefix, nick).map(([name, letter, who]) =>
      `MODE ${name} +${letter}-${letter} ${who} ${who}`
    ),
  },
  { weight: 6, arbitrary: line(say("JOIN"), channel) },
  { weight: 2, arbitrary: line(say("PART"), channel) },
  { weight: 2, arbitrary: line(say("KICK"), channel, nick) },
  { weight: 2, arbitrary: line(say("SAJOIN"), nick, channel) },
  { weight: 1, arbitrary: line(say("SAPART"), nick, channel) },
  { weight: 3, arbitrary: line(say("NICK"), nick) },
  { weight: 2, arbitrary: line(say("RENAME"), channel, channel) },
  { weight: 2, arbitrary: line(say("NAMES"), channel) },
  { weight: 1, arbitrary: line(say("TOPIC"), channel, say(":topic")) },
  { weight: 1, arbitrary: fc.constantFrom("AWAY :gone", "AWAY", "QUIT") },
  { weight: 2, arbitrary: say("OPER root secret") },
  {
    weight: 3,
    arbitrary: line(
      say("METADATA"),
      fc.constantFrom("*", "*", "ann", "#a"),
      fc.constantFrom("SET url", "SET url x", "SET color red", "CLEAR"),
    ),
  },
  {
    weight: 2,
    arbitrary: line(
      say("MARKREAD"),
      channel,
      fc.constantFrom("2019", "2020", "2021").map((year) =>
        `timestamp=${year}-01-01T00:00:00.000Z`
      ),
    ),
  },
  { weight: 3, arbitrary: line(say("CS REGISTER"), channel) },
  { weight: 3, arbitrary: line(say("MODE"), channel, listChange, nick) },
  {
    weight: 4,
    arbitrary: line(
      say("CS AMODE"),
      channel,
      joined(sign, prefix),
      account,
    ),
  },
  {
    weight: 3,
    arbitrary: line(
      joined(fc.constantFrom("CS ", "CS DE"), fc.constantFrom(...RANKS)),
      channel,
      nick,
    ),
  },
  {
    weight: 2,
    arbitrary: line(
      say("CS CLEAR"),
      channel,
      fc.constantFrom("USERS", "ACCESS"),
    ),
  },
  {
    weight: 2,
    arbitrary: line(
      fc.constantFrom("CS SUSPEND", "CS UNSUSPEND", "CS PURGE ADD"),
      channel,
      fc.constantFrom("", "1m"),
    ),
  },
  { weight: 1, arbitrary: line(say("CS PURGE DEL"), channel) },
  {
    weight: 2,
    arbitrary: line(
      fc.constantFrom("CS TRANSFER", "CS ACCEPT"),
      channel,
      account,
    ),
  },
  {
    weight: 2,
    // What a channel is given up with depends on its name and when it was registered.
    arbitrary: channel.map((name) => `CS DROP ${name} ${dropCodeOf(name)}`),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      "NS IDENTIFY cleo meow",
      "NS IDENTIFY alice sesame",
      "NS IDENTIFY bob open",
      "NS LOGOUT",
      "PART #a,#b",
    ),
  },
  {
    weight: 5,
    arbitrary: line(
      say("MODE"),
      nick,
      joined(sign, fc.constantFrom("o", "x", "i", "ox")),
    ),
  },
  {
    weight: 2,
    arbitrary: line(
      say("CAP REQ"),
      joined(
        fc.constantFrom(":", ":-"),
        fc.constantFrom(
          "multi-prefix",
          "chghost",
          "extended-join",
          "draft/channel-rename",
          "no-implicit-names",
        ),
      ),
    ),
  },
);

const session = fc.nat({ max: 50 });

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 40,
    arbitrary: fc.record({
      kind: fc.constant("line" as const),
      session,
      line: command,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("close" as const), session }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("tick" as const),
      milliseconds: fc.constantFrom(0, 0, 61_000),
    }),
  },
);

/** A history of people who come to channels, rise and fall there, hide and leave. */
export const gathering = fc.array(step, {
  minLength: 20,
  maxLength: 80,
  size: "max",
});
