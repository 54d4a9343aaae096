import { assert, assertEquals } from "@std/assert";
import { DEFAULT_LIMITS } from "../../../../src/irc/names/limits.ts";
import {
  isMetadataKey,
  maxValueBytes,
} from "../../../../src/irc/wire/metadata_values.ts";

Deno.test("a key is of a-z, 0-9 and _./-, and no longer than 40 bytes", () => {
  for (const key of ["a", "0", "_./-", "im.xmpp", "k".repeat(40)]) {
    assert(isMetadataKey(key), key);
  }
  for (const key of ["", "A", "é", "a b", "a:", "*", "a\n", "k".repeat(41)]) {
    assert(!isMetadataKey(key), key);
  }
});

Deno.test("a value has the room that the longest names leave, up to its limit", () => {
  assertEquals(maxValueBytes("irc.test", DEFAULT_LIMITS), 262);
  const short = { ...DEFAULT_LIMITS, metadataValue: 100 };
  assertEquals(maxValueBytes("irc.test", short), 100);
  const long = { ...DEFAULT_LIMITS, nickname: 40, channelName: 80 };
  assertEquals(maxValueBytes("s".repeat(63), long), 155);
});
