import { Hono } from "hono";
import type { Listener } from "../runtime/runtime.ts";
import { listenNode } from "../net/node_listener.ts";
import { HttpFront, refuseUpgrade } from "./http_front.ts";
import type { Measured } from "./measured.ts";
import { formatMetrics, METRICS_TYPE } from "./metrics.ts";

/** How many connects may wait to be accepted. */
const BACKLOG = 64;

/** What is asked for metrics and health. */
export interface MetricsOwner {
  /** What is measured now. */
  measure(): Measured;
  /** True while clients are served. */
  readonly isReady: boolean;
}

/** What those see who watch the server: a listener of its own, with nothing of clients in it. */
export class MetricsSide {
  readonly #front: HttpFront;
  #listener: Listener | null = null;

  constructor(owner: MetricsOwner) {
    this.#front = new HttpFront(
      metricsApp(owner),
      (_, socket) => refuseUpgrade(socket, "400 Bad Request"),
    );
  }

  /** Where it listens; null before and after. */
  get listener(): Listener | null {
    return this.#listener;
  }

  /** Begins to listen; rejects if the port is in use, or the address is not to be had. */
  async listen(host: string, port: number): Promise<void> {
    const options = { hostname: host, port, backlog: BACKLOG };
    this.#listener = await listenNode(
      options,
      (socket) => this.#front.serve(socket),
    );
  }

  /** Ends. */
  close(): void {
    this.#listener?.close();
    this.#listener = null;
    this.#front.close();
  }
}

/**
 * `/metrics` for Prometheus; `/healthz`, which answers while the process does;
 * `/readyz`, which says whether clients are served.
 */
export function metricsApp(owner: MetricsOwner): Hono {
  const app = new Hono();
  app.get("/metrics", async (context) => {
    const text = await formatMetrics(owner.measure());
    return context.body(text, 200, { "Content-Type": METRICS_TYPE });
  });
  app.get("/healthz", (context) => context.text("healthy\n"));
  app.get(
    "/readyz",
    (context) =>
      owner.isReady
        ? context.text("ready\n")
        : context.text("not ready\n", 503),
  );
  return app;
}
