import process from "node:process";
import type { Core } from "../irc/core.ts";
import { labelled, type Measured } from "../web/measured.ts";
import type { History } from "../store/history/history.ts";
import type { LineConnection } from "../net/line_connection.ts";
import type { Pusher } from "../push/pusher.ts";
import type { Pair } from "../net/tls_certificates.ts";
import type { Sessions } from "./sessions.ts";

const MICROSECONDS_A_SECOND = 1e6;
const MS_A_SECOND = 1000;

/** What runs this, as its own version string says it. */
const RUNTIME = "bun" in process.versions
  ? `bun ${process.versions.bun}`
  : `deno ${process.versions.deno}`;

/** Measures a server: most is counted anyway, and read here. */
export function measure(
  core: Core,
  sessions: Sessions,
  pairs: readonly Pair[],
  pusher: Pusher,
  history: Pick<History, "measured">,
): Measured {
  const { channels, commandCounts, refusalCounts, settings, users } =
    core.network;
  const { traffic } = sessions;
  const { user, system } = process.cpuUsage();
  const { heapUsed, rss } = process.memoryUsage();
  return {
    version: settings.version,
    runtime: RUNTIME,
    users: users.size,
    channels: channels.size,
    connections: countKinds(core, sessions.connections),
    acceptedConnections: sessions.accepted,
    linesReceived: traffic.linesReceived,
    bytesReceived: traffic.bytesReceived,
    linesSent: traffic.linesSent,
    bytesSent: traffic.bytesSent,
    deliveries: traffic.deliveries,
    sendQueueBytes: waitingBytes(sessions.connections),
    commands: labelled(
      "command",
      [...commandCounts].map(([name, { count }]) => [name, count]),
    ),
    refusals: labelled("limit", [
      ...traffic.refusals.counts,
      ...refusalCounts,
    ]),
    handshakes: labelled("outcome", traffic.handshakes.counts),
    certificates: labelled(
      "certificate",
      pairs.map(({ expiresAt, files }) => [
        files.certificate,
        expiresAt / MS_A_SECOND,
      ]),
    ),
    pushes: labelled("outcome", pusher.outcomes.counts),
    waitingPushes: pusher.waiting + core.network.waitingPushes.length,
    turns: traffic.turns,
    history: history.measured,
    startedAt: (Date.now() - performance.now()) / MS_A_SECOND,
    cpuSeconds: (user + system) / MICROSECONDS_A_SECOND,
    residentBytes: rss,
    heapBytes: heapUsed,
  };
}

/** How many connections there are of each kind. */
function countKinds(
  core: Core,
  connections: Iterable<LineConnection>,
): Measured["connections"] {
  const kinds = new Map<string, Measured["connections"][number]>();
  for (const { id, connection: { transport } } of connections) {
    const secure = String(core.isSecure(id));
    const name = `${transport} ${secure}`;
    const value = (kinds.get(name)?.value ?? 0) + 1;
    kinds.set(name, { labels: { transport, secure }, value });
  }
  return [...kinds.values()];
}

/** What waits to be sent, in bytes. */
function waitingBytes(connections: Iterable<LineConnection>): number {
  let bytes = 0;
  for (const { output } of connections) bytes += output.waitingBytes;
  return bytes;
}
