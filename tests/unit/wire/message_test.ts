import { assert, assertEquals } from "@std/assert";
import {
  isTooLong,
  MAX_LINE_BYTES,
  MAX_TAGS_BYTES,
  parseMessage,
} from "../../../src/irc/wire/message.ts";
import { message, OutgoingMessage } from "../../../src/irc/wire/outgoing.ts";
import { byteLength, packWords, truncate } from "../../../src/irc/wire/text.ts";

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

Deno.test("byteLength counts UTF-8", () => {
  assertEquals(["", "abc", "é", "日", "😀"].map(byteLength), [0, 3, 2, 3, 4]);
});

for (
  const [text, bytes, expected] of [
    ["abc", 3, "abc"],
    ["abc", 2, "ab"],
    ["abc", 0, ""],
    ["éé", 3, "é"],
    ["a日", 3, "a"],
    ["a日", 4, "a日"],
    ["😀😀", 7, "😀"],
    ["\ufeffabc", 5, "\ufeffab"],
  ] as const
) {
  Deno.test(`${JSON.stringify(text)} shortened to ${bytes} bytes`, () => {
    assertEquals(truncate(text, bytes), expected);
  });
}

Deno.test("words are packed into lines, none over the room but a single word", () => {
  assertEquals([...packWords(["ab", "cd", "éf", "longer"], 5)], [
    "ab cd",
    "éf",
    "longer",
  ]);
  assertEquals([...packWords([], 5)], []);
});

Deno.test("a message is put together with its source and text", () => {
  assertEquals(message("s", "JOIN", ["#a"]).text, ":s JOIN #a");
  assertEquals(message("s", "A", ["b", "c"], "d e").text, ":s A b c :d e");
  assertEquals(message("s", "A", [], "").text, ":s A :");
});

Deno.test("a message is encoded once", () => {
  const { bytes } = new OutgoingMessage("QUIT");
  assertEquals(bytes, new TextEncoder().encode("QUIT\r\n"));
  const outgoing = message("s", "A", ["é"]);
  assert(outgoing.bytes === outgoing.bytes);
});

for (const character of ["x", "é", "日", "😀"]) {
  Deno.test(`a line is cut at 512 bytes, between characters: ${character}`, () => {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    for (let offset = 0; offset < 4; offset++) {
      const text = "x".repeat(offset) + character.repeat(BODY);
      const { bytes } = new OutgoingMessage(text);
      const line = decoder.decode(bytes);
      assert(line.endsWith("\r\n") && text.startsWith(line.slice(0, -2)));
      assert(bytes.length <= MAX_LINE_BYTES);
      assert(bytes.length > MAX_LINE_BYTES - byteLength(character));
    }
  });
}

Deno.test("a line of exactly 512 bytes is not cut", () => {
  const text = "é".repeat(BODY / 2);
  assertEquals(
    new OutgoingMessage(text).bytes,
    new TextEncoder().encode(`${text}\r\n`),
  );
});
