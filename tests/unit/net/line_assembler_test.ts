import { assert, assertEquals } from "@std/assert";
import { isTooLong } from "../../../src/irc/wire/message.ts";
import {
  LineAssembler,
  MAX_ASSEMBLED_BYTES,
} from "../../../src/net/line_assembler.ts";

const encode = (text: string) => new TextEncoder().encode(text);

/** What comes of bytes that arrive in pieces of a size. */
function assemble(bytes: Uint8Array, size: number): string {
  const assembler = new LineAssembler();
  let text = "";
  for (let at = 0; at < bytes.length; at += size) {
    text += assembler.push(bytes.slice(at, at + size)) ?? "";
  }
  return text;
}

Deno.test("a line comes with its LF, and nothing before it", () => {
  const assembler = new LineAssembler();
  assertEquals(assembler.push(encode("NICK al")), null);
  assertEquals(assembler.push(encode("")), null);
  assertEquals(assembler.push(encode("ice\r")), null);
  assertEquals(assembler.push(encode("\n")), "NICK alice\r\n");
  assertEquals(assembler.push(encode("PING x\n")), "PING x\n");
});

Deno.test("many lines in one chunk come together, the unfinished one later", () => {
  const assembler = new LineAssembler();
  assertEquals(assembler.push(encode("A\r\nB\n\nC\r\nD")), "A\r\nB\n\nC\r\n");
  assertEquals(assembler.push(encode("E\r\nF\r\nG")), "DE\r\nF\r\n");
  assertEquals(assembler.push(encode("\n")), "G\n");
});

const MIXED = "NICK é\r\nPRIVMSG #日本 :😀 \ufeff x\n\nQUIT :\ufeff\r\n";

for (let size = 1; size <= 9; size++) {
  Deno.test(`bytes in pieces of ${size} are the same text, UTF-8 split or not`, () => {
    assertEquals(assemble(encode(MIXED), size), MIXED);
    assertEquals(assemble(encode(`\ufeff${MIXED}`), size), `\ufeff${MIXED}`);
  });
}

Deno.test("a buffer may be used again after push", () => {
  const assembler = new LineAssembler();
  const buffer = encode("abc");
  assembler.push(buffer);
  buffer.fill(0x78);
  assertEquals(assembler.push(encode("\n")), "abc\n");
});

for (const size of [1, 1000, 4096]) {
  Deno.test(`of an over-long line in pieces of ${size} a bounded part is kept`, () => {
    const assembler = new LineAssembler();
    const piece = encode("x".repeat(size));
    for (let sent = 0; sent < 100_000; sent += size) {
      assertEquals(assembler.push(piece), null);
    }
    const text = assembler.push(encode("\r\nPING x\r\n")) ?? "";
    const [line, ...rest] = text.split("\n");
    assert(line.length <= MAX_ASSEMBLED_BYTES);
    assert(isTooLong(line));
    assertEquals(rest, ["PING x\r", ""]);
  });
}

Deno.test("the longest legal line is whole, one byte more is seen to be over", () => {
  const tags = `@${"t".repeat(4094)} `;
  const legal = tags + "x".repeat(510);
  assertEquals(assemble(encode(`${legal}\r\n`), 1000), `${legal}\r\n`);
  const over = assemble(encode(`${legal}x\r\n`), 1000).replace(/\r?\n$/, "");
  assertEquals([isTooLong(legal), isTooLong(over)], [false, true]);
  const tagsOver = assemble(encode(`@t${tags.slice(1)}PING x\r\n`), 1000);
  assertEquals(isTooLong(tagsOver.trimEnd()), true);
});

for (const size of [1, 3, 1000]) {
  Deno.test(`a line that is no UTF-8 is no well-formed Unicode, those beside it are as they were, in pieces of ${size}`, () => {
    const latin1 = Uint8Array.of(0x69, 0xe8, 0x72, 0x63, 0xe9);
    const bytes = new Uint8Array([
      ...encode("NICK é\ufffd\r\nPRIVMSG #a :"),
      ...latin1,
      ...encode("\r\nQUIT :日\r\n"),
    ]);
    const lines = assemble(bytes, size).split("\r\n");
    assertEquals(lines.map((line) => line.isWellFormed()), [
      true,
      false,
      true,
      true,
    ]);
    assertEquals([lines[0], lines[2]], ["NICK é\ufffd", "QUIT :日"]);
    assert(lines[1].startsWith("PRIVMSG #a :i"));
  });
}

for (const character of ["x", "é", "日", "😀"]) {
  Deno.test(`an over-long line is not cut into one that is no UTF-8: ${character}`, () => {
    for (let offset = 0; offset < 4; offset++) {
      const tags = `@${"t".repeat(4094)} `;
      const text = "x".repeat(offset) + character.repeat(2000);
      const line = assemble(encode(`${tags}${text}\r\n`), 1000);
      assertEquals(line.isWellFormed(), true);
      assertEquals(isTooLong(line.trimEnd()), true);
    }
  });
}
