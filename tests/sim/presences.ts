import fc from "fast-check";
import { GATHERED, gathering } from "./gatherings.ts";
import { type Step, step } from "./histories.ts";

// Histories of those who have several connections, or none: many log in to few accounts, and go again.

const ACCOUNTS = [
  { name: "alice", password: "sesame" },
  { name: "Bob", password: "open" },
] as const;

type Account = typeof ACCOUNTS[number];

/** A client comes, logs in, and is the user of an account, or another one of it. */
export function coming(
  { name, password }: Account,
  nick: string,
  capabilities: string,
  away: string | null,
  secure = false,
  device = "",
): Step[] {
  const blob = btoa(`\0${name}${device}\0${password}`);
  const say = (line: string): Step => ({
    kind: "line",
    session: "latest",
    line,
  });
  return [
    { kind: "open", address: "192.0.2.9", secure },
    say(`CAP REQ :sasl ${capabilities}`),
    say("AUTHENTICATE PLAIN"),
    say(`AUTHENTICATE ${blob}`),
    // The shell answers.
    { kind: "tick", milliseconds: 0 },
    ...(away === null ? [] : [say(`AWAY ${away}`)]),
    say(`NICK ${nick}`),
    say("USER u 0 * :Real name"),
    say("CAP END"),
    { kind: "tick", milliseconds: 0 },
  ];
}

const capabilities = fc.subarray([
  "account-notify",
  "account-tag",
  "away-notify",
  "batch",
  "chghost",
  "draft/message-redaction",
  "draft/multiline",
  "draft/persistence",
  "draft/read-marker",
  "draft/whoami",
  "echo-message",
  "extended-join",
  "invite-notify",
  "message-tags",
  "multi-prefix",
  "server-time",
  "setname",
  "userhost-in-names",
  "znc.in/self-message",
]).map((names) => names.join(" "));

const come = fc.tuple(
  fc.constantFrom(...ACCOUNTS),
  fc.constantFrom("alice", "ann", "ann", "Bob"),
  capabilities,
  fc.constantFrom(null, null, "*", ":tea"),
  fc.boolean(),
  fc.constantFrom("", "@phone", "@laptop"),
).map(([account, nick, names, away, secure, device]) =>
  coming(account, nick, `draft/pre-away ${names}`, away, secure, device)
);

/** Somebody without an account, who may come back once the connection is lost. */
const stranger = fc.constantFrom("gus", "hal", "ida").map((nick): Step[] => [
  { kind: "open", address: "192.0.2.8", secure: true },
  ...[
    "CAP REQ ircd/resume",
    `NICK ${nick}`,
    "USER u 0 * :Real name",
    "CAP END",
    "JOIN #a",
  ].map((line): Step => ({ kind: "line", session: "latest", line })),
  { kind: "tick", milliseconds: 0 },
]);

const go = fc.nat({ max: 50 }).map((session): Step[] => [
  { kind: "close", session },
]);

/** What happens after {@linkcode ARRIVED}: a gathering, while clients come and go, or do anything else. */
export const presenceHistory: fc.Arbitrary<readonly Step[]> = fc.tuple(
  gathering,
  fc.array(
    fc.tuple(
      fc.nat({ max: 150 }),
      fc.oneof(
        { weight: 4, arbitrary: step.map((one) => [one]) },
        { weight: 3, arbitrary: come },
        { weight: 1, arbitrary: stranger },
        { weight: 1, arbitrary: go },
      ),
    ),
    { minLength: 8, maxLength: 60, size: "max" },
  ),
).map(([steps, others]) =>
  steps.flatMap((each, index) => [
    each,
    ...others.filter(([at]) => at % steps.length === index)
      .flatMap(([, more]) => more),
  ])
);

/** The beginning: those of a gathering, two of whom have logged in, and another connection of one of these. */
export const ARRIVED: readonly Step[] = [
  ...GATHERED,
  ...coming(ACCOUNTS[0], "ann", "draft/pre-away", null),
];

/** Two connections of the first one, which have asked for the same. */
export const twins = capabilities.map((names): readonly Step[] => [
  ...coming(ACCOUNTS[0], "ann", names, null),
  ...coming(ACCOUNTS[0], "ann", names, null),
]);
