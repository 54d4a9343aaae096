import * as v from "valibot";
import { NOTICE_KINDS } from "../irc/modes/index.ts";
import { table } from "./values.ts";

/** How much a line of the log matters, the least first. */
export const LOG_LEVELS = ["debug", "info", "warning", "error"] as const;

/** What a line of the log is about, and what that is, in a few words. */
export const LOG_CATEGORIES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(NOTICE_KINDS).map(([kind, { help }]) => [kind, help]),
  ),
  listen: "connections that are opened and closed, and what keeps them off",
  config: "the configuration, read again",
  store: "files that the server writes",
  push: "what keeps pushes from being sent",
  check: "what decides about connections, where it fails",
};

const level = v.picklist(
  LOG_LEVELS,
  `must be one of ${LOG_LEVELS.join(", ")}`,
);

const FORMATS = ["text", "json"] as const;
const ADDRESSES = ["full", "network", "none"] as const;

/** The table `[log]`. */
export const log = table({
  format: v.optional(
    v.picklist(FORMATS, `must be one of ${FORMATS.join(", ")}`),
    "text",
  ),
  level: v.optional(level, "info"),
  addresses: v.optional(
    v.picklist(ADDRESSES, `must be one of ${ADDRESSES.join(", ")}`),
    "full",
  ),
  file: v.optional(
    v.pipe(v.string("must be text"), v.minLength(1, "must not be empty")),
  ),
  levels: v.optional(
    table(
      Object.fromEntries(
        Object.keys(LOG_CATEGORIES).map((name) => [name, v.optional(level)]),
      ),
    ),
    {},
  ),
});

/** How the server logs. */
export type LogSettings = v.InferOutput<typeof log>;
