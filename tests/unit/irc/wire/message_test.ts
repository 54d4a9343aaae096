import { assertEquals } from "@std/assert";
import {
  isTooLong,
  MAX_LINE_BYTES,
  MAX_TAGS_BYTES,
  parseMessage,
} from "../../../../src/irc/wire/message.ts";
import { byteLength } from "../../../../src/irc/names/text.ts";

const BODY = MAX_LINE_BYTES - 2;

function parsed(line: string): unknown[] | null {
  const result = parseMessage(line);
  return result && [result.tags, result.command, result.params];
}

for (
  const [line, ...expected] of [
    ["QUIT", "", "QUIT", []],
    ["JOIN #a key", "", "JOIN", ["#a", "key"]],
    ["PRIVMSG #a :two  words ", "", "PRIVMSG", ["#a", "two  words "]],
    ["PRIVMSG #a ::)", "", "PRIVMSG", ["#a", ":)"]],
    ["TOPIC #a :", "", "TOPIC", ["#a", ""]],
    ["A b:c :d", "", "A", ["b:c", "d"]],
    ["A  b   c  ", "", "A", ["b", "c"]],
    ["  A b", "", "A", ["b"]],
    [":alice!~a@host QUIT :x", "", "QUIT", ["x"]],
    ["@a=b;c QUIT :x", "a=b;c", "QUIT", ["x"]],
    ["@a=b  :alice  QUIT  :x", "a=b", "QUIT", ["x"]],
    ["@ QUIT", "", "QUIT", []],
    ["A\tb c", "", "A\tb", ["c"]],
    ["A b\0c\rd\ne", "", "A", ["bcde"]],
    [
      "A " + "p ".repeat(20) + ":q",
      "",
      "A",
      [...Array<string>(20).fill("p"), "q"],
    ],
  ] as const
) {
  Deno.test(`a line is taken apart: ${JSON.stringify(line)}`, () => {
    assertEquals(parsed(line), expected.map((part) => part));
  });
}

for (
  const line of ["", "   ", ":alice", ":alice ", "@a=b", "@a :b", "\0\r\n"]
) {
  Deno.test(`a line without a command: ${JSON.stringify(line)}`, () => {
    assertEquals(parseMessage(line), null);
  });
}

Deno.test("a line of 512 bytes with its CR LF is not too long, one more is", () => {
  assertEquals(isTooLong("x".repeat(BODY)), false);
  assertEquals(isTooLong("x".repeat(BODY + 1)), true);
  assertEquals(isTooLong("é".repeat(BODY / 2)), false);
  assertEquals(isTooLong("é".repeat(BODY / 2) + "x"), true);
});

Deno.test("tags have 4096 bytes more", () => {
  const tags = `@${"t".repeat(MAX_TAGS_BYTES - 2)} `;
  assertEquals(byteLength(tags), 4096);
  assertEquals(isTooLong(tags + "x".repeat(BODY)), false);
  assertEquals(isTooLong(tags + "x".repeat(BODY + 1)), true);
  assertEquals(isTooLong("@t" + tags.slice(1) + "x"), true);
});

Deno.test("what has no tags has no room for them", () => {
  assertEquals(isTooLong(`QUIT :@${"t".repeat(BODY)}`), true);
});
