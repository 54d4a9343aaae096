import * as v from "valibot";
import type { ListenAt } from "../net/place.ts";
import { placeAt } from "./listen.ts";
import { port, table, text } from "./values.ts";

/** The table `[metrics]`: whoever can connect there can read them, so that it is this machine unless told otherwise. */
export const metricsSchema = table({
  host: v.optional(text, "127.0.0.1"),
  port,
});

/** Who watches the server is few; that they are not clients must open it to no flood. */
const LIMITS = { connections: 64, minute: Infinity, unregistered: Infinity };

/** @returns where metrics are to be had */
export function metricsPlaceOf(
  { host, port }: v.InferOutput<typeof metricsSchema>,
): ListenAt {
  return { ...placeAt(host, port, "metrics"), limits: LIMITS };
}
