import type { Socket } from "node:net";
import { Hono } from "hono";
import { HttpFront, refuseUpgrade } from "./http_front.ts";
import type { Measured } from "./measured.ts";
import { formatMetrics, METRICS_TYPE } from "./metrics.ts";

/** What is asked for metrics and health. */
export interface MetricsOwner {
  /** What is measured now. */
  measure(): Measured;
  /** True while clients are served. */
  readonly isReady: boolean;
}

/** What those see who watch the server: on a listener of its own, with nothing of clients in it. */
export class MetricsSide {
  readonly #front: HttpFront;

  constructor(owner: MetricsOwner) {
    this.#front = new HttpFront(
      metricsApp(owner),
      (_, socket) => refuseUpgrade(socket, "400 Bad Request"),
    );
  }

  /** Takes over a socket that was accepted. */
  serve(socket: Socket): void {
    this.#front.serve(socket);
  }

  /** Cuts off all. */
  close(): void {
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
