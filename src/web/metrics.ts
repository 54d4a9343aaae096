import { Counter, Gauge, Registry } from "prom-client";
import { TURN_BUCKETS_MS, type TurnLengths } from "../net/traffic.ts";
import type { Labelled, Measured } from "./measured.ts";

const MS_A_SECOND = 1000;

/** A metric: its name, what it is, what is measured for it (null where there is nothing to be measured), and its labels. */
type Family = readonly [
  name: string,
  help: string,
  read: (measured: Measured) => number | readonly Labelled[] | null,
  labelNames?: string[],
];

/** What goes up and down. */
const GAUGES: readonly Family[] = [
  [
    "ircd_build_info",
    "1, with the version and the runtime",
    ({ version, runtime }) => [{ labels: { version, runtime }, value: 1 }],
    ["version", "runtime"],
  ],
  ["ircd_users", "Users that are registered", ({ users }) => users],
  ["ircd_channels", "Channels", ({ channels }) => channels],
  [
    "ircd_connections",
    "Connections, registered or not",
    ({ connections }) => connections,
    ["transport", "secure"],
  ],
  [
    "ircd_send_queue_bytes",
    "What waits to be sent, of all clients",
    ({ sendQueueBytes }) => sendQueueBytes,
  ],
  [
    "ircd_pushes_waiting",
    "Pushes to devices that are not sent yet",
    ({ waitingPushes }) => waitingPushes,
  ],
  [
    "ircd_certificate_expiry_timestamp_seconds",
    "When each certificate expires",
    ({ certificates }) => certificates,
    ["certificate"],
  ],
  [
    "ircd_history_working",
    "1 while the history is written and read, else 0",
    ({ history }) => history === null ? null : Number(history.isWorking),
  ],
  [
    "ircd_history_waiting_events",
    "Events that wait to be written to the history",
    ({ history }) => history?.waiting ?? null,
  ],
  [
    "ircd_history_waiting_bytes",
    "Memory that they take",
    ({ history }) => history?.waitingBytes ?? null,
  ],
  [
    "ircd_history_unindexed_messages",
    "Messages of the history that cannot be searched yet",
    ({ history }) => history?.unindexed ?? null,
  ],
  [
    "ircd_history_file_bytes",
    "The history on the disk",
    ({ history }) => history?.fileBytes ?? null,
  ],
  [
    "process_start_time_seconds",
    "When the process started",
    ({ startedAt }) => startedAt,
  ],
  [
    "process_resident_memory_bytes",
    "Memory of the process",
    ({ residentBytes }) => residentBytes,
  ],
  [
    "process_heap_bytes",
    "Memory of the process that objects take",
    ({ heapBytes }) => heapBytes,
  ],
];

/** What only goes up. */
const COUNTERS: readonly Family[] = [
  [
    "ircd_connections_accepted_total",
    "Connections that were accepted",
    ({ acceptedConnections }) => acceptedConnections,
  ],
  [
    "ircd_received_lines_total",
    "Lines of clients that were carried out",
    ({ linesReceived }) => linesReceived,
  ],
  [
    "ircd_received_bytes_total",
    "What clients have sent",
    ({ bytesReceived }) => bytesReceived,
  ],
  [
    "ircd_sent_lines_total",
    "Lines to clients",
    ({ linesSent }) => linesSent,
  ],
  [
    "ircd_sent_bytes_total",
    "What those lines have in bytes",
    ({ bytesSent }) => bytesSent,
  ],
  [
    "ircd_deliveries_total",
    "Lines to clients that answer nothing of their own",
    ({ deliveries }) => deliveries,
  ],
  [
    "ircd_commands_total",
    "Commands of clients",
    ({ commands }) => commands,
    ["command"],
  ],
  [
    "ircd_refusals_total",
    "How often each limit has hit somebody",
    ({ refusals }) => refusals,
    ["limit"],
  ],
  [
    "ircd_tls_handshakes_total",
    "TLS handshakes, by what came of them",
    ({ handshakes }) => handshakes,
    ["outcome"],
  ],
  [
    "ircd_pushes_total",
    "Pushes to devices, by what came of them",
    ({ pushes }) => pushes,
    ["outcome"],
  ],
  [
    "ircd_history_written_total",
    "Events that were written to the history",
    ({ history }) => history?.written ?? null,
  ],
  [
    "ircd_history_lost_total",
    "Events that are missing in the history",
    ({ history }) => history?.lost ?? null,
  ],
  [
    "process_cpu_seconds_total",
    "Processor time of the process",
    ({ cpuSeconds }) => cpuSeconds,
  ],
];

/** The media type of what {@linkcode formatMetrics} gives. */
export const METRICS_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

/** Writes what is measured in Prometheus' text format. */
export async function formatMetrics(measured: Measured): Promise<string> {
  const registry = new Registry();
  const registers = [registry];
  for (const [name, help, read, labelNames = []] of GAUGES) {
    const values = read(measured);
    if (values === null) continue;
    const gauge = new Gauge({ name, help, labelNames, registers });
    for (const { labels, value } of asLabelled(values)) {
      gauge.set(labels, value);
    }
  }
  for (const [name, help, read, labelNames = []] of COUNTERS) {
    const values = read(measured);
    if (values === null) continue;
    const counter = new Counter({ name, help, labelNames, registers });
    for (const { labels, value } of asLabelled(values)) {
      counter.inc(labels, value);
    }
  }
  return `${await registry.metrics()}\n${formatTurns(measured.turns)}`;
}

function asLabelled(value: number | readonly Labelled[]): readonly Labelled[] {
  return typeof value === "number" ? [{ labels: {}, value }] : value;
}

/** The turns are counted in buckets already: a histogram that observes them would cost each turn more than its count. */
function formatTurns({ counts, sumMs }: TurnLengths): string {
  const name = "ircd_turn_seconds";
  let total = 0;
  const buckets = counts.map((count, index) => {
    total += count;
    const bound = TURN_BUCKETS_MS.at(index);
    const le = bound === undefined ? "+Inf" : bound / MS_A_SECOND;
    return `${name}_bucket{le="${le}"} ${total}\n`;
  });
  return `# HELP ${name} How long turns of the event loop last\n` +
    `# TYPE ${name} histogram\n${buckets.join("")}` +
    `${name}_sum ${sumMs / MS_A_SECOND}\n${name}_count ${total}\n`;
}
