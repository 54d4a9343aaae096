import * as v from "valibot";
import type { CheckSettings } from "../net/connection_check.ts";
import type { DnsSettings } from "../net/reverse_dns.ts";
import {
  isOneWay,
  ONE_WAY,
  outsideEntries,
  outsideSettingsOf,
  timeout,
} from "./outside.ts";
import { table, text, yesOrNo } from "./values.ts";

/** The table `[check]`: who decides about connections outside of the server. */
export const checkSchema = v.pipe(
  table({
    ...outsideEntries,
    "on-failure": v.optional(
      v.picklist(["accept", "refuse"], 'must be "accept" or "refuse"'),
      "accept",
    ),
  }),
  v.check((given) => isOneWay(given), ONE_WAY),
);

/** The table `[dns]`: whether the names of hosts are looked up. */
export const dnsSchema = table({
  reverse: v.optional(yesOrNo, false),
  timeout: v.optional(timeout, 3),
  servers: v.optional(v.array(text, "must be a list of addresses"), []),
});

/** @returns who decides about connections; null for nobody */
export function checkSettingsOf(
  check: v.InferOutput<typeof checkSchema> | undefined,
): CheckSettings | null {
  if (check === undefined) return null;
  const opensOnFailure = check["on-failure"] === "accept";
  return { ...outsideSettingsOf(check), opensOnFailure };
}

/** @returns how names are looked up; null if they are not */
export function dnsSettingsOf(
  { reverse, servers, timeout }: v.InferOutput<typeof dnsSchema>,
): DnsSettings | null {
  return reverse ? { timeoutMs: timeout * 1000, servers } : null;
}
