import type { MeasuredHistory } from "../store/history/history.ts";
import type { TurnLengths } from "../net/traffic.ts";

/** How many of something there are, for each set of labels. The values of labels are ours or the configuration's, so that there are few. */
export interface Labelled {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What is measured of a server, when it is asked for. */
export interface Measured {
  readonly version: string;
  readonly runtime: string;
  readonly users: number;
  readonly channels: number;
  /** By `transport` and `secure` */
  readonly connections: readonly Labelled[];
  readonly acceptedConnections: number;
  readonly linesReceived: number;
  readonly bytesReceived: number;
  readonly linesSent: number;
  readonly bytesSent: number;
  readonly deliveries: number;
  readonly sendQueueBytes: number;
  /** By name */
  readonly commands: readonly Labelled[];
  /** By the name of the limit */
  readonly refusals: readonly Labelled[];
  /** By outcome */
  readonly handshakes: readonly Labelled[];
  /** By outcome */
  readonly pushes: readonly Labelled[];
  readonly waitingPushes: number;
  /** When each certificate expires, in seconds since 1970, by name */
  readonly certificates: readonly Labelled[];
  readonly turns: TurnLengths;
  /** Null where no history is on a disk */
  readonly history: MeasuredHistory | null;
  /** When the process started, in seconds since 1970 */
  readonly startedAt: number;
  readonly cpuSeconds: number;
  readonly residentBytes: number;
  readonly heapBytes: number;
}

/** Makes of counts by name what is labelled. */
export function labelled(
  label: string,
  counts: Iterable<readonly [name: string, count: number]>,
): Labelled[] {
  return [...counts].map(([name, value]) => ({
    labels: { [label]: name },
    value,
  }));
}
