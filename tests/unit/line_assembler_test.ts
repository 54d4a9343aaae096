import { assert, assertEquals } from "@std/assert";
import { isTooLong } from "../../src/irc/wire/message.ts";
import {
  LineAssembler,
  MAX_ASSEMBLED_BYTES,
} from "../../src/runtime/line_assembler.ts";

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

Deno.test("bytes that are no UTF-8 become U+FFFD, and the line stays one", () => {
  const bytes = Uint8Array.of(0x41, 0xff, 0xc3, 0x0d, 0x0a, 0xe9, 0x42, 0x0a);
  for (const size of [1, 3, 8]) {
    assertEquals(assemble(bytes, size), "A\ufffd\ufffd\r\n\ufffdB\n");
  }
});

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
  const tags = `@${"t".repeat(8189)} `;
  const legal = tags + "x".repeat(510);
  assertEquals(assemble(encode(`${legal}\r\n`), 1000), `${legal}\r\n`);
  const over = assemble(encode(`${legal}x\r\n`), 1000).replace(/\r?\n$/, "");
  assertEquals([isTooLong(legal), isTooLong(over)], [false, true]);
  const tagsOver = assemble(encode(`@t${tags.slice(1)}PING x\r\n`), 1000);
  assertEquals(isTooLong(tagsOver.trimEnd()), true);
});
