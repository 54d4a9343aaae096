import { TAG_BITS } from "../../../../src/irc/wire/capabilities.ts";
import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { MAX_LINE_BYTES } from "../../../../src/irc/wire/message.ts";
import {
  Line,
  message,
  OutgoingMessage,
} from "../../../../src/irc/wire/outgoing.ts";
import { byteLength } from "../../../../src/irc/names/text.ts";

const BODY = MAX_LINE_BYTES - 2;
const AT = Date.UTC(2026, 0, 1, 12, 30, 15, 7);
const TIME = "time=2026-01-01T12:30:15.007Z";
const { account, messageTags, time } = TAG_BITS;
const ALL = account | messageTags | time;

const decoder = new TextDecoder("utf-8", { fatal: true });

/** What goes over the wire, without its CR LF. */
function written(line: Line): string {
  const text = decoder.decode(line.bytes);
  assert(text.endsWith("\r\n"));
  return text.slice(0, -2);
}

Deno.test("a message is put together with its source and text", () => {
  assertEquals(message("s", "JOIN", ["#a"]).text, ":s JOIN #a");
  assertEquals(message("s", "A", ["b", "c"], "d e").text, ":s A b c :d e");
  assertEquals(message("s", "A", [], "").text, ":s A :");
});

Deno.test("a message without a source begins with its command", () => {
  assertEquals(message(null, "PING", [], "x").text, "PING :x");
  assertEquals(message(null, "AUTHENTICATE", ["+"]).text, "AUTHENTICATE +");
});

Deno.test("a message is encoded once", () => {
  const { bytes } = new OutgoingMessage("QUIT");
  assertEquals(bytes, new TextEncoder().encode("QUIT\r\n"));
  const outgoing = message("s", "A", ["é"]);
  assert(outgoing.bytes === outgoing.bytes);
});

for (const character of ["x", "é", "日", "😀"]) {
  Deno.test(`a line is cut at 512 bytes, between characters: ${character}`, () => {
    for (let offset = 0; offset < 4; offset++) {
      const text = "x".repeat(offset) + character.repeat(BODY);
      const outgoing = new OutgoingMessage(text);
      assert(text.startsWith(written(outgoing)));
      const { length } = outgoing.bytes;
      assert(length <= MAX_LINE_BYTES);
      assert(length > MAX_LINE_BYTES - byteLength(character));
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

Deno.test("tags have room of their own beside the 512 bytes of the line", () => {
  const tags = `+x=${"é".repeat(1000)}`;
  for (const text of ["é".repeat(BODY / 2), "é".repeat(BODY)]) {
    const facts = { id: "1", clientTags: tags };
    const line = new OutgoingMessage(text, facts).lineFor(messageTags, AT);
    assertEquals(
      written(line),
      `@msgid=1;${tags} ${"é".repeat(BODY / 2)}`,
    );
  }
});

Deno.test("a line that only one gets goes to its sink as text, if it surely fits", () => {
  assertEquals(new Line("a=b", "QUIT").encodedOrText, "@a=b QUIT\r\n");
  const shared = new Line("", "QUIT").share();
  assertStrictEquals(shared.encodedOrText, shared.bytes);
  const long = new Line("", "x".repeat(BODY));
  assertStrictEquals(long.encodedOrText, long.bytes);
});

Deno.test("the length of a line is in characters, with its tags and CR LF", () => {
  for (const line of [new Line("", "QUIT"), new Line("a=b;c", "QUIT :x")]) {
    assertEquals(line.length, line.bytes.length);
  }
});

const FACTS = { account: "alice", isBot: true, id: "1", clientTags: "+x=1;+y" };

for (
  const [bits, tags] of [
    [0, ""],
    [time, TIME],
    [account, "account=alice"],
    [messageTags, "msgid=1;bot;+x=1;+y"],
    [time | account, `${TIME};account=alice`],
    [ALL, `${TIME};account=alice;msgid=1;bot;+x=1;+y`],
  ] as const
) {
  Deno.test(`tags of the server stand before those of the client: ${tags}`, () => {
    const line = message("s", "A", ["b"], "c", FACTS).lineFor(bits, AT);
    assertEquals(written(line), `${tags === "" ? "" : `@${tags} `}:s A b :c`);
  });
}

Deno.test("an account's name is escaped", () => {
  const line = message("s", "A", [], undefined, { account: "a;b c\\" })
    .lineFor(ALL, AT);
  assertEquals(line.tags, `${TIME};account=a\\:b\\sc\\\\`);
});

Deno.test("tags that everybody gets stand before all others", () => {
  const outgoing = new OutgoingMessage(":s A", FACTS, null, "batch=1");
  assertEquals(written(outgoing), "@batch=1 :s A");
  assertEquals(
    outgoing.lineFor(account | time, AT).tags,
    `batch=1;${TIME};account=alice`,
  );
});

Deno.test("what a message does not tell is in no tag", () => {
  assertEquals(message("s", "A", []).lineFor(ALL, AT).tags, TIME);
  const facts = { account: null, isBot: false };
  const line = message("s", "A", [], undefined, facts).lineFor(ALL, AT);
  assertEquals(line.tags, TIME);
});

Deno.test("there is one line for all who get the same tags", () => {
  const plain = message("s", "A", []).share();
  assertStrictEquals(plain.lineFor(0, AT), plain);
  assertStrictEquals(plain.lineFor(account | messageTags, AT), plain);
  assertStrictEquals(plain.lineFor(ALL, AT), plain.lineFor(time, AT));

  const told = message("s", "A", [], undefined, { account: "alice" })
    .share();
  const withBoth = told.lineFor(time | account, AT);
  assertStrictEquals(told.lineFor(ALL, AT), withBoth);
  assertStrictEquals(
    told.lineFor(time | messageTags, AT),
    told.lineFor(time, AT),
  );
  assert(told.lineFor(time, AT) !== withBoth);
  assertStrictEquals(withBoth.bytes, told.lineFor(ALL, AT).bytes);
});

Deno.test("what is shared is shared in each of its lines, and in what others get instead", () => {
  const other = message("s", "B", []);
  const outgoing = message("s", "A", [], undefined, null, {
    needs: "setname",
    otherwise: [other],
  }).share();
  assertEquals(
    [outgoing, outgoing.lineFor(time, AT), other].map((line) => line.isShared),
    [true, true, true],
  );
  assertEquals(message("s", "A", []).lineFor(time, AT).isShared, false);
});
