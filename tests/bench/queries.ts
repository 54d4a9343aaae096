/**
 * Measures how long the server takes over the commands with the longest
 * answers, on a large network in memory. It prints a table in Markdown.
 *
 *     deno run tests/bench/queries.ts
 *     deno bundle --quiet --output .build/queries.js tests/bench/queries.ts &&
 *       bun .build/queries.js
 *
 * @module
 */
import type { Limits } from "../../src/irc/names/limits.ts";
import { SETTINGS, START } from "../support/test_network.ts";
import { LargeNetwork } from "../support/large_network.ts";

/** What each whole command may take, in milliseconds. */
const TARGET = 50;
const WARM_UP_RUNS = 5;
const RUNS = 21;

const SIZE = { users: 10_000, channels: 5_000, members: 5_000 };
const ON_100_CHANNELS = SIZE.users - 1;
const ON_NONE = SIZE.users - 2;

/** A command that is measured. */
interface Query {
  readonly title: string;
  readonly line: string;
  /** The number of the user who gives it; on no channel, if left out */
  readonly from?: number;
  /** What undoes it, for the next run */
  readonly undo?: string;
  /** The limits that are different */
  readonly limits?: Partial<Limits>;
  /** What is different on the network from now on */
  prepare?(network: LargeNetwork): void;
}

/** WHO and LIST may answer with everything there is. */
const UNLIMITED = { matches: Infinity };
const SMALL_CHANNELS = Array.from(
  { length: 19 },
  (_, index) => `#channel${index}`,
);

const QUERIES: readonly Query[] = [
  { title: "WHO *, all 10,000", line: "WHO *", limits: UNLIMITED },
  { title: "WHO of a mask that fits nobody", line: "WHO *.*example*.org" },
  {
    title: "WHO of a mask that is slow to match",
    line: `WHO *${"?".repeat(19)}\u00a0*`,
  },
  {
    title: "WHO of the channel of 5,000",
    line: "WHO #large",
    limits: UNLIMITED,
  },
  { title: "LIST, all 5,001", line: "LIST", limits: UNLIMITED },
  { title: "NAMES of the channel of 5,000", line: "NAMES #large" },
  {
    title: "NAMES of 20 channels, one of them of 5,000",
    line: `NAMES #large,${SMALL_CHANNELS.join()}`,
  },
  {
    title: "WHOIS of a user on 100 channels",
    line: `WHOIS user${ON_100_CHANNELS}`,
  },
  {
    title: "JOIN to the channel of 5,000",
    line: "JOIN #large",
    undo: "PART #large",
  },
  {
    title: "PART from the channel of 5,000",
    line: "PART #large",
    undo: "JOIN #large",
    prepare: (network) => network.receive(ON_NONE, "JOIN #large"),
  },
  {
    title: "PRIVMSG to the channel of 5,000",
    line: "PRIVMSG #large :hello",
    from: 0,
  },
  {
    title: "NICK of a user on 100 channels",
    line: "NICK other",
    undo: `NICK user${ON_100_CHANNELS}`,
    from: ON_100_CHANNELS,
  },
  {
    title: "WHO * by a user on 100 channels, where all have +i",
    line: "WHO *",
    from: ON_100_CHANNELS,
    limits: UNLIMITED,
    prepare: hideAll,
  },
  {
    title: "NAMES of the channel of 5,000 by a member, where all have +i",
    line: "NAMES #large",
  },
];

function hideAll({ core: { network } }: LargeNetwork): void {
  for (const user of network.users.values()) {
    network.setUserMode(user, "i", true);
  }
}

/** What came out for one command. */
interface Result {
  readonly lines: number;
  readonly bytes: number;
  /** Milliseconds, the shortest first */
  readonly times: readonly number[];
}

function measure(network: LargeNetwork, query: Query): Result {
  const { line, from = ON_NONE, undo } = query;
  const limits = { ...SETTINGS.limits, ...query.limits };
  const settings = { ...SETTINGS, limits };
  network.core.apply({ kind: "settings", at: START, settings, text: "" });
  query.prepare?.(network);
  const run = () => {
    const start = performance.now();
    network.receive(from, line);
    return performance.now() - start;
  };
  const times: number[] = [];
  for (let nth = 0; nth < WARM_UP_RUNS + RUNS; nth++) {
    const time = run();
    if (nth >= WARM_UP_RUNS) times.push(time);
    if (undo !== undefined) network.receive(from, undo);
  }
  const { lines, bytes } = count(network, run);
  if (undo !== undefined) network.receive(from, undo);
  return { lines, bytes, times: times.sort((a, b) => a - b) };
}

function count(network: LargeNetwork, run: () => void) {
  network.bytes = 0;
  network.lines = 0;
  network.countsLines = true;
  run();
  network.countsLines = false;
  return { lines: network.lines, bytes: network.bytes };
}

function row({ title }: Query, { lines, bytes, times }: Result): string {
  const median = times[times.length >> 1];
  const cells = [
    title,
    lines.toLocaleString("en"),
    bytes.toLocaleString("en"),
    median.toFixed(2),
    times[times.length - 1].toFixed(2),
    median <= TARGET ? "yes" : "no",
  ];
  return `| ${cells.join(" | ")} |`;
}

const network = new LargeNetwork(SIZE);
console.log(
  `| command | lines to all | bytes to all | median ms | worst ms | within ${TARGET} ms |`,
);
console.log("| --- | ---: | ---: | ---: | ---: | --- |");
for (const query of QUERIES) console.log(row(query, measure(network, query)));
