import type { Way } from "../connection.ts";

/** Where a server of the benchmark is to listen, and where its files go. */
export interface Place {
  /** A folder of its own. */
  folder: string;
  /** The port on loopback. */
  port: number;
  /** The port on loopback where TLS is spoken. */
  tlsPort: number;
  /** The port on loopback where WebSocket is spoken. */
  websocketPort: number;
}

/** How to start one server: it writes what configuration it needs and returns its command line. */
export type Launcher = (place: Place) => string[];

/**
 * What holds for clients: `off` is without all that throttles or limits, `stock` as it is shipped, but
 * that any number may come from loopback.
 */
export type Limits = "off" | "stock";

/** A server that can be measured. */
export interface Server {
  /** As in `--servers`. */
  name: string;
  /** As in the head of the table. */
  title: string;
  /** What exactly it is, with its version. */
  version: string;
  launch: Launcher;
  /** What it speaks. */
  ways: readonly Way[];
  /** True if clients can register accounts without services beside it. */
  hasAccounts?: true;
  /** True if it keeps what was said. */
  hasHistory?: boolean;
}

/** What all but one speak. */
export const ALL_WAYS: readonly Way[] = ["plain", "tls", "websocket"];

/** The name that all servers have. */
export const SERVER_NAME = "bench.example";
