import { handshakes, idleConnections, registrations } from "./connections.ts";
import type { Way } from "./connection.ts";
import { fanOut } from "./fan_out.ts";
import { logins } from "./logins.ts";
import type { Figures, Timing } from "./measure.ts";
import { pairs } from "./pairs.ts";
import type { ServerProcess } from "./process.ts";
import type { Server } from "./servers/server.ts";

/** Members of a channel. */
export const MEMBERS = 200;
// A server that leaves Nagle's algorithm on waits for acknowledgements that loopback delays by
// 40 ms: some hundred messages in flight keep it busy meanwhile, and need less than 64 KB a member.
const BATCH = 32;
// So few that no server is busy all the time: each message is a turn of its own.
export const PAIRS = 10;
/** Every combination of the three that bring tags; a server that has none of them sends all the same. */
const MIXED_CAPABILITIES = [
  "",
  "server-time",
  "message-tags",
  "account-tag",
  "server-time message-tags",
  "server-time account-tag",
  "message-tags account-tag",
  "server-time message-tags account-tag",
];
const CONCURRENT_REGISTRATIONS = 50;
const BURST = 1000;

/** How many idle connections the memory is measured with. */
export const IDLE_CONNECTIONS = 10_000;

const FEWER_IDLE_CONNECTIONS = 2000;
const CONCURRENT_HANDSHAKES = 20;
/** Of one address ours lets 32 wait for their turn. */
const CONCURRENT_LOGINS = 16;

/** One figure of a scenario, as a row of the table. */
export interface Metric {
  /** Its key in the figures of the scenario. */
  key: string;
  /** What it is, with its unit. */
  label: string;
  /** Digits after the decimal point. */
  digits: number;
  /** Set when it says nothing about the server, so that there is no ratio to another. */
  aside?: boolean;
}

/** One kind of load. */
export interface Scenario {
  /** As in `--scenarios`. */
  name: string;
  /** As in the table. */
  title: string;
  metrics: Metric[];
  /** What a server must speak to be loaded so, besides plain IRC. */
  needs?: Way;
  /** True if a server must have accounts of its own. */
  needsAccounts?: true;
  /** True if a server must keep what was said. */
  needsHistory?: true;
  /** Puts the load on a fresh server and returns the figures of `metrics`. */
  run(server: ServerProcess, timing: Timing): Promise<Figures>;
}

/** Tells whether a server cannot be loaded so at all. */
export function isBeyond(server: Server, scenario: Scenario): boolean {
  if (scenario.needsAccounts && !server.hasAccounts) return true;
  if (scenario.needsHistory && !server.hasHistory) return true;
  return scenario.needs !== undefined && !server.ways.includes(scenario.needs);
}

/** All scenarios of the usual table, in the order of the table. */
export const SCENARIOS: Scenario[] = [
  {
    name: "fanout-1",
    title: `channel of ${MEMBERS}, 1 sender`,
    metrics: [
      ...throughput("deliveries", "delivery", 3),
      ...latency(`latency of a batch of ${BATCH} to the last member`),
      generator(),
    ],
    run: (server, timing) =>
      fanOut(server, timing, {
        members: MEMBERS,
        senders: 1,
        batch: BATCH,
        window: 6,
      }),
  },
  {
    name: "fanout-20",
    title: `channel of ${MEMBERS}, 20 senders`,
    metrics: [...throughput("deliveries", "delivery", 3), generator()],
    run: (server, timing) =>
      fanOut(server, timing, {
        members: MEMBERS,
        senders: 20,
        batch: 1,
        window: 20,
      }),
  },
  {
    name: "fanout-mixed",
    title: `channel of ${MEMBERS} with mixed capabilities, 20 senders`,
    metrics: [...throughput("deliveries", "delivery", 3), generator()],
    run: (server, timing) =>
      fanOut(server, timing, {
        members: MEMBERS,
        senders: 20,
        batch: 1,
        window: 20,
        capabilities: MIXED_CAPABILITIES,
      }),
  },
  {
    name: "fanout-lone",
    title: `channel of ${MEMBERS}, 1 message in flight`,
    metrics: [
      serverCpu("delivery", 3),
      ...latency("latency to the last member"),
      generator(),
    ],
    run: (server, timing) =>
      fanOut(server, timing, {
        members: MEMBERS,
        senders: 1,
        batch: 1,
        window: 1,
      }),
  },
  {
    name: "fanout-lone-mixed",
    title: `channel of ${MEMBERS} with mixed capabilities, 1 message in flight`,
    metrics: [
      serverCpu("delivery", 3),
      ...latency("latency to the last member"),
      generator(),
    ],
    run: (server, timing) =>
      fanOut(server, timing, {
        members: MEMBERS,
        senders: 1,
        batch: 1,
        window: 1,
        capabilities: MIXED_CAPABILITIES,
      }),
  },
  {
    name: "lone",
    title: `${PAIRS} pairs, 1 message in flight each`,
    metrics: [
      ...throughput("messages", "message", 1),
      ...latency("latency"),
      generator(),
    ],
    run: (server, timing) =>
      pairs(server, timing, { pairs: PAIRS, inFlight: 1 }),
  },
  {
    name: "busy",
    title: `${PAIRS} pairs, 8 messages in flight each`,
    metrics: [
      ...throughput("messages", "message", 1),
      ...latency("latency"),
      generator(),
    ],
    run: (server, timing) =>
      pairs(server, timing, { pairs: PAIRS, inFlight: 8 }),
  },
  {
    name: "register",
    title: `registrations, ${CONCURRENT_REGISTRATIONS} at a time`,
    metrics: [...throughput("registrations", "registration", 0), generator()],
    run: (server, timing) =>
      registrations(server, timing, CONCURRENT_REGISTRATIONS),
  },
  {
    name: "burst",
    title: `${BURST} clients that connect at once`,
    metrics: [...throughput("registrations", "registration", 0), generator()],
    run: (server, timing) => registrations(server, timing, BURST),
  },
  ...(["SCRAM-SHA-256", "PLAIN"] as const).map((mechanism): Scenario => ({
    name: `login-${mechanism === "PLAIN" ? "plain" : "scram"}`,
    title: `logins with ${mechanism}, ${CONCURRENT_LOGINS} at a time`,
    metrics: [...throughput("logins", "login", 0), generator()],
    needsAccounts: true,
    run: (server, timing) =>
      logins(server, timing, mechanism, CONCURRENT_LOGINS),
  })),
  {
    name: "idle",
    title: `${IDLE_CONNECTIONS} idle connections`,
    metrics: memory("connection"),
    run: (server) => idleConnections(server, IDLE_CONNECTIONS),
  },
  {
    name: "tls-handshakes",
    title: `TLS handshakes, ${CONCURRENT_HANDSHAKES} at a time`,
    metrics: [...throughput("handshakes", "handshake", 0), generator()],
    run: (server, timing) => handshakes(server, timing, CONCURRENT_HANDSHAKES),
  },
  {
    name: "tls-fanout-20",
    title: `channel of ${MEMBERS} over TLS, 20 senders`,
    metrics: [...throughput("deliveries", "delivery", 3), generator()],
    run: (server, timing) =>
      fanOut(server, timing, {
        members: MEMBERS,
        senders: 20,
        batch: 1,
        window: 20,
        way: "tls",
      }),
  },
  {
    name: "tls-idle",
    title: `${FEWER_IDLE_CONNECTIONS} idle connections over TLS`,
    metrics: memory("TLS connection"),
    run: (server) => idleConnections(server, FEWER_IDLE_CONNECTIONS, "tls"),
  },
  {
    name: "ws-idle",
    title: `${FEWER_IDLE_CONNECTIONS} idle connections over WebSocket`,
    metrics: memory("WebSocket connection"),
    needs: "websocket",
    run: (server) =>
      idleConnections(server, FEWER_IDLE_CONNECTIONS, "websocket"),
  },
];

/** How many are done, and what each costs. */
export function throughput(
  operations: string,
  operation: string,
  digits: number,
): Metric[] {
  return [
    { key: "rate", label: `${operations}/s`, digits: 0 },
    serverCpu(operation, digits),
  ];
}

function serverCpu(operation: string, digits: number): Metric {
  return { key: "cpu", label: `server CPU, µs a ${operation}`, digits };
}

/** What its main thread takes, which answers all clients; the others write, search and check passwords. */
export function mainThread(operation: string, digits: number): Metric {
  return {
    key: "mainThread",
    label: `… main thread, µs a ${operation}`,
    digits,
  };
}

/** How long it takes. */
export function latency(label: string): Metric[] {
  return [
    { key: "p50", label: `${label}, p50, ms`, digits: 2 },
    { key: "p99", label: `${label}, p99, ms`, digits: 2 },
  ];
}

function memory(connection: string): Metric[] {
  return [
    { key: "before", label: "resident memory before, MB", digits: 1 },
    { key: "after", label: "resident memory with them, MB", digits: 1 },
    { key: "each", label: `KB a ${connection}`, digits: 1 },
  ];
}

/** What the load itself takes. */
export function generator(): Metric {
  return {
    key: "generator",
    label: "load generator, % of a core",
    digits: 0,
    aside: true,
  };
}
