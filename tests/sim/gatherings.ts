import fc from "fast-check";
import type { Step } from "./histories.ts";

const NICKS = ["ann", "bob", "cat", "dan", "eve", "fay"] as const;

/** What clients know from the start; the others learn by asking. */
const CAPABILITIES = [
  "multi-prefix",
  "multi-prefix extended-join chghost draft/channel-rename",
  "multi-prefix message-tags server-time batch labeled-response",
  "userhost-in-names away-notify",
  "no-implicit-names",
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
  // Password checks are answered as time passes.
  { kind: "tick", milliseconds: 0 },
];

const nick = fc.constantFrom(...NICKS, "gus");
const channel = fc.constantFrom("#a", "#a", "#a", "#b", "#c");
const sign = fc.constantFrom("+", "-");
const prefix = fc.constantFrom(..."vvvhoq");

function line(...words: readonly fc.Arbitrary<string>[]) {
  return fc.tuple(...words).map((parts) => parts.join(" "));
}

function say(text: string): fc.Arbitrary<string> {
  return fc.constant(text);
}

function joined(...parts: readonly fc.Arbitrary<string>[]) {
  return fc.tuple(...parts).map((all) => all.join(""));
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
