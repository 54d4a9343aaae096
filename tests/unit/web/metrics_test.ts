import { assert, assertEquals } from "@std/assert";
import { TurnLengths } from "../../../src/net/traffic.ts";
import type { Measured } from "../../../src/web/measured.ts";
import { formatMetrics } from "../../../src/web/metrics.ts";
import { metricsApp } from "../../../src/web/metrics_side.ts";

const MEASURED: Measured = {
  version: "ircd-1",
  runtime: "deno 2",
  users: 3,
  channels: 2,
  connections: [
    { labels: { transport: "tcp", secure: "false" }, value: 3 },
    { labels: { transport: "websocket", secure: "true" }, value: 1 },
  ],
  acceptedConnections: 5,
  linesReceived: 10,
  bytesReceived: 100,
  linesSent: 20,
  bytesSent: 200,
  deliveries: 15,
  sendQueueBytes: 0,
  commands: [{ labels: { command: "PRIVMSG" }, value: 7 }],
  refusals: [],
  handshakes: [{ labels: { outcome: "ok" }, value: 1 }],
  certificates: [{ labels: { certificate: "irc.test" }, value: 1.8e9 }],
  pushes: [{ labels: { outcome: "taken" }, value: 2 }],
  waitingPushes: 1,
  turns: new TurnLengths(),
  history: {
    written: 100,
    lost: 1,
    waiting: 2,
    waitingBytes: 600,
    unindexed: 3,
    fileBytes: 5000,
    isWorking: true,
  },
  startedAt: 1.7e9,
  cpuSeconds: 0.5,
  residentBytes: 1000,
  heapBytes: 500,
};

function samplesOf(text: string): string[] {
  return text.split("\n").filter((line) => line !== "" && line[0] !== "#");
}

Deno.test("every metric has what was measured", async () => {
  const turns = new TurnLengths();
  for (const length of [0.05, 0.2, 3, 5000]) turns.add(length);
  const samples = samplesOf(await formatMetrics({ ...MEASURED, turns }));
  assertEquals(samples.filter((line) => !line.includes("bucket")), [
    'ircd_build_info{version="ircd-1",runtime="deno 2"} 1',
    "ircd_users 3",
    "ircd_channels 2",
    'ircd_connections{transport="tcp",secure="false"} 3',
    'ircd_connections{transport="websocket",secure="true"} 1',
    "ircd_send_queue_bytes 0",
    "ircd_pushes_waiting 1",
    'ircd_certificate_expiry_timestamp_seconds{certificate="irc.test"} 1800000000',
    "ircd_history_working 1",
    "ircd_history_waiting_events 2",
    "ircd_history_waiting_bytes 600",
    "ircd_history_unindexed_messages 3",
    "ircd_history_file_bytes 5000",
    "process_start_time_seconds 1700000000",
    "process_resident_memory_bytes 1000",
    "process_heap_bytes 500",
    "ircd_connections_accepted_total 5",
    "ircd_received_lines_total 10",
    "ircd_received_bytes_total 100",
    "ircd_sent_lines_total 20",
    "ircd_sent_bytes_total 200",
    "ircd_deliveries_total 15",
    'ircd_commands_total{command="PRIVMSG"} 7',
    'ircd_tls_handshakes_total{outcome="ok"} 1',
    'ircd_pushes_total{outcome="taken"} 2',
    "ircd_history_written_total 100",
    "ircd_history_lost_total 1",
    "process_cpu_seconds_total 0.5",
    "ircd_turn_seconds_sum 5.00325",
    "ircd_turn_seconds_count 4",
  ]);
});

Deno.test("the lengths of turns are a histogram that adds up", async () => {
  const turns = new TurnLengths();
  for (const length of [0.05, 0.2, 3, 5000]) turns.add(length);
  const text = await formatMetrics({ ...MEASURED, turns });
  assert(text.includes("# TYPE ircd_turn_seconds histogram\n"));
  const buckets = samplesOf(text).filter((line) => line.includes("bucket"));
  assertEquals(
    buckets.map((line) => /le="(.+)"} (\d+)$/.exec(line)?.slice(1).join(" ")),
    [
      "0.0001 1",
      "0.00025 2",
      "0.0005 2",
      "0.001 2",
      "0.0025 2",
      "0.005 3",
      "0.01 3",
      "0.025 3",
      "0.05 3",
      "0.1 3",
      "0.25 3",
      "1 3",
      "+Inf 4",
    ],
  );
});

Deno.test("who lives and who is ready is told apart", async () => {
  const owner = { isReady: false, measure: () => MEASURED };
  const app = metricsApp(owner);
  const statusOf = async (path: string) => (await app.request(path)).status;
  assertEquals(await statusOf("/healthz"), 200);
  assertEquals(await statusOf("/readyz"), 503);
  owner.isReady = true;
  assertEquals(await statusOf("/readyz"), 200);
  assertEquals(await statusOf("/"), 404);
  const { headers, status } = await app.request("/metrics");
  assertEquals(status, 200);
  assertEquals(
    headers.get("Content-Type"),
    "text/plain; version=0.0.4; charset=utf-8",
  );
});

Deno.test("where no history is on a disk there are no metrics of one", async () => {
  const text = await formatMetrics({ ...MEASURED, history: null });
  const ofHistory = /^ircd_history_/;
  assertEquals(samplesOf(text).filter((line) => ofHistory.test(line)), []);
});
