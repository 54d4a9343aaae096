import type { Limits } from "../names/limits.ts";
import { MAX_LINE_BYTES } from "./message.ts";
import { BYTES_A_CHARACTER } from "../names/names.ts";
import { numericReply, RPL_KEYVALUE } from "./numerics.ts";
import { byteLength } from "../names/text.ts";

/** The visibility in 760 and 761: every value is seen by everybody. */
export const VISIBLE_TO_ALL = "*";

/** With a key of so many bytes, a value still has room on a line. */
const MAX_KEY_BYTES = 40;

const KEY = /^[a-z0-9_./-]+$/;

const LINE_END = "\r\n";

/**
 * Tells whether a text may be a key of metadata.
 *
 * @see draft/metadata-3, "Keys and Values"
 */
export function isMetadataKey(key: string): boolean {
  return key.length <= MAX_KEY_BYTES && KEY.test(key);
}

/**
 * Tells how long a value may be, so that 760 and 761 fit on a line whatever its
 * key is and whoever is told about whom.
 */
export function maxValueBytes(serverName: string, limits: Limits): number {
  const longest = (characters: number) =>
    "n".repeat(characters * BYTES_A_CHARACTER);
  const { text } = numericReply(
    serverName,
    longest(limits.nickname),
    RPL_KEYVALUE,
    [
      longest(Math.max(limits.nickname, limits.channelName)),
      "k".repeat(MAX_KEY_BYTES),
      VISIBLE_TO_ALL,
      "",
    ],
  );
  const room = MAX_LINE_BYTES - byteLength(text + LINE_END);
  return Math.min(limits.metadataValue, room);
}
