import { assertEquals } from "@std/assert";
import {
  FAIL_CHANNEL_NAME_IN_USE,
  FAIL_INVALID_UTF8,
  type StandardReply,
  standardReply,
} from "../../../../src/irc/wire/standard_replies.ts";
import * as replies from "../../../../src/irc/wire/standard_replies.ts";

const LIMIT: StandardReply = {
  type: "WARN",
  code: "LIMIT",
  text: "At most %s of %s",
};

const written = (reply: StandardReply, ...params: string[]) =>
  standardReply("irc.test", "REDACT", reply, params).text;

Deno.test("a standard reply has its type, the command, its code and its text", () => {
  assertEquals(
    written(FAIL_INVALID_UTF8),
    ":irc.test FAIL REDACT INVALID_UTF8 " +
      ":The line was dropped: this network takes UTF-8 and nothing else",
  );
});

Deno.test("a standard reply has its context before the text, and fills the text", () => {
  assertEquals(
    written(LIMIT, "#a", "x", "10", "two words"),
    ":irc.test WARN REDACT LIMIT #a x :At most 10 of two words",
  );
});

for (const [given, shown] of [["", "*"], ["a b", "a"], ["::x", "x"]]) {
  Deno.test(`the context "${given}" of a client is written as ${shown}`, () => {
    assertEquals(
      written(LIMIT, given, "1", "2"),
      `:irc.test WARN REDACT LIMIT ${shown} :At most 1 of 2`,
    );
  });
}

Deno.test("every standard reply is named after its type, its code is one word of capitals", () => {
  const all = Object.entries(replies)
    .filter((entry): entry is [string, StandardReply] =>
      typeof entry[1] === "object"
    );
  for (const [name, { type, code, text }] of all) {
    assertEquals(name.split("_")[0], type, name);
    assertEquals(/^[A-Z][A-Z0-9_]*$/.test(code), true, name);
    assertEquals(/^[^:\s]/.test(text) && !/[\r\n]/.test(text), true, name);
  }
});

Deno.test("a standard reply has its text however long its context is", () => {
  const { bytes } = standardReply(
    "s".repeat(63),
    "RENAME",
    FAIL_CHANNEL_NAME_IN_USE,
    ["#".repeat(400), "é".repeat(300)],
  );
  const line = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  assertEquals(line.endsWith(":The channel name is already taken\r\n"), true);
});
