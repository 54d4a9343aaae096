import * as v from "valibot";
import { DEFAULT_PUSH_RULES, type PushRules } from "../irc/names/push_rules.ts";
import type { PushSettings } from "../push/push_settings.ts";
import type { Mistake } from "./mistake.ts";
import { seconds, table, text, wholeNumber, yesOrNo } from "./values.ts";

const contact = v.pipe(
  text,
  v.regex(
    /^(?:mailto:[!-~]+@[!-~]+|https:\/\/[!-~]+)$/,
    "must be an address or a page, like mailto:irc@example.org",
  ),
);

const DAY_MS = 86_400_000;

/** The table `[push]`: what is pushed to devices that sleep, and how. */
export const pushSchema = table({
  contact,
  subscriptions: v.optional(
    wholeNumber(1, 1000),
    DEFAULT_PUSH_RULES.subscriptions,
  ),
  expire: v.optional(
    wholeNumber(3, 3650, " of days"),
    DEFAULT_PUSH_RULES.lifeMs / DAY_MS,
  ),
  delay: v.optional(
    wholeNumber(0, 3600, " of seconds"),
    DEFAULT_PUSH_RULES.delayMs / 1000,
  ),
  active: v.optional(
    wholeNumber(0, 3600, " of seconds"),
    DEFAULT_PUSH_RULES.activeMs / 1000,
  ),
  timeout: v.optional(seconds, 10),
  ports: v.optional(
    v.pipe(
      v.array(wholeNumber(1, 65_535), "must be a list of ports"),
      v.minLength(1, "must have a port"),
    ),
    [...DEFAULT_PUSH_RULES.ports],
  ),
  ca: v.optional(text),
  "private-addresses": v.optional(yesOrNo, false),
});

type PushTable = v.InferOutput<typeof pushSchema>;

/**
 * @param ca what the file holds that `push.ca` names; undefined for none
 * @returns what is wrong with it
 */
export function pushMistakes(ca: string | undefined): Mistake[] {
  if (ca === undefined || ca.includes("-----BEGIN CERTIFICATE-----")) return [];
  return [{ path: ["push", "ca"], fault: "holds no certificate in PEM" }];
}

/** @returns what is pushed to whom; null for nothing */
export function pushRulesOf(push: PushTable | undefined): PushRules | null {
  if (push === undefined) return null;
  const { active, delay, expire, ports, subscriptions } = push;
  return {
    subscriptions,
    lifeMs: expire * DAY_MS,
    delayMs: delay * 1000,
    activeMs: active * 1000,
    ports,
  };
}

/**
 * @param ca the certificates of those who may vouch for push services' own, in PEM; undefined for those that all trust
 * @returns how pushes are sent; null if none are
 */
export function pushSettingsOf(
  push: PushTable | undefined,
  ca: string | undefined,
): PushSettings | null {
  if (push === undefined) return null;
  return {
    contact: push.contact,
    timeoutMs: push.timeout * 1000,
    ca: ca ?? null,
    privateAddresses: push["private-addresses"],
  };
}
