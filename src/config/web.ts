import * as v from "valibot";
import { type Block, parseBlock } from "../irc/names/address.ts";
import { proxies, table, text, UNIX } from "./values.ts";

/** The headers by which a proxy may tell whom it speaks for. */
const FORWARDED_HEADERS = ["x-forwarded-for", "forwarded"] as const;

/** What holds for clients that come over HTTP. */
export interface WebSettings {
  /** The origins of the web pages that may connect, `*` in them for any text; none for all */
  readonly origins: readonly string[];
  /** The networks of proxies, which are believed */
  readonly proxies: readonly Block[];
  /** True if who connects to a Unix socket is such a proxy */
  readonly trustsUnix: boolean;
  /** The header that they tell their clients by */
  readonly forwardedHeader: (typeof FORWARDED_HEADERS)[number];
}

const origin = v.pipe(
  text,
  v.regex(
    /^https?:\/\/[^/\s]+$/,
    "must be an origin, like https://chat.example.org",
  ),
);

/** The table `[web]`. */
export const webSchema = table({
  origins: v.optional(v.array(origin, "must be a list of origins"), []),
  proxies: v.optional(proxies, []),
  "forwarded-header": v.optional(
    v.picklist(
      FORWARDED_HEADERS,
      `must be one of ${FORWARDED_HEADERS.join(", ")}`,
    ),
    "x-forwarded-for",
  ),
});

/** @returns what the table means */
export function webSettingsOf(
  web: v.InferOutput<typeof webSchema>,
): WebSettings {
  return {
    origins: web.origins,
    proxies: web.proxies.flatMap((text) => parseBlock(text) ?? []),
    trustsUnix: web.proxies.includes(UNIX),
    forwardedHeader: web["forwarded-header"],
  };
}
