import * as v from "valibot";
import type { CheckSettings } from "../net/connection_check.ts";
import type { DnsSettings } from "../net/reverse_dns.ts";
import { table, text, wholeNumber, yesOrNo } from "./values.ts";

const timeout = wholeNumber(1, 25, " of seconds");

/** The table `[check]`: who decides about connections outside of the server. */
export const checkSchema = v.pipe(
  table({
    url: v.optional(v.pipe(
      text,
      v.regex(
        /^https?:\/\/[!-~]+$/,
        "must be a URL that begins with http:// or https://",
      ),
    )),
    command: v.optional(v.pipe(
      v.array(text, "must be a list: the program, and its arguments"),
      v.minLength(1, "must be a list: the program, and its arguments"),
    )),
    timeout: v.optional(timeout, 5),
    "on-failure": v.optional(
      v.picklist(["accept", "refuse"], 'must be "accept" or "refuse"'),
      "accept",
    ),
  }),
  v.check(
    ({ command, url }) => (command === undefined) !== (url === undefined),
    "must have a url or a command, and not both",
  ),
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
  const { command = null, timeout, url = null } = check;
  const opensOnFailure = check["on-failure"] === "accept";
  return { url, command, timeoutMs: timeout * 1000, opensOnFailure };
}

/** @returns how names are looked up; null if they are not */
export function dnsSettingsOf(
  { reverse, servers, timeout }: v.InferOutput<typeof dnsSchema>,
): DnsSettings | null {
  return reverse ? { timeoutMs: timeout * 1000, servers } : null;
}
