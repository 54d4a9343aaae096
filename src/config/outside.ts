import * as v from "valibot";
import type { OutsideSettings } from "../net/enquiries.ts";
import { text, wholeNumber } from "./values.ts";

/** How long somebody outside of the server may take to answer. */
export const timeout = wholeNumber(1, 25, " of seconds");

/** Where something is to be had over HTTP. */
export const url = v.pipe(
  text,
  v.regex(
    /^https?:\/\/[!-~]+$/,
    "must be a URL that begins with http:// or https://",
  ),
);

/** The keys by which somebody outside of the server is asked. */
export const outsideEntries = {
  url: v.optional(url),
  command: v.optional(v.pipe(
    v.array(text, "must be a list: the program, and its arguments"),
    v.minLength(1, "must be a list: the program, and its arguments"),
  )),
  timeout: v.optional(timeout, 5),
} as const;

/** What they say. */
interface Outside {
  readonly url?: string | undefined;
  readonly command?: readonly string[] | undefined;
  readonly timeout: number;
}

/** What is said where {@linkcode isOneWay} does not hold. */
export const ONE_WAY = "must have a url or a command, and not both";

/** Tells whether there is one way to ask. */
export function isOneWay({ command, url }: Outside): boolean {
  return (command === undefined) !== (url === undefined);
}

/** @returns who is asked, and how */
export function outsideSettingsOf(
  { command, timeout, url }: Outside,
): OutsideSettings {
  return {
    url: url ?? null,
    command: command ?? null,
    timeoutMs: timeout * 1000,
  };
}
