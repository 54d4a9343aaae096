import { assertEquals } from "@std/assert";
import {
  isSubprotocol,
  pickSubprotocol,
  toFrames,
  toLines,
} from "../../../src/net/websocket_frames.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

Deno.test("of what the client offers the first that is known is picked", () => {
  const [text, binary] = ["text.ircv3.net", "binary.ircv3.net"];
  assertEquals(pickSubprotocol([text, binary]), text);
  assertEquals(pickSubprotocol(["other", binary, text]), binary);
  assertEquals(pickSubprotocol(["other"]), false);
  assertEquals(isSubprotocol("toString"), false);
});

for (
  const [length, header] of [
    [0, [0x82, 0]],
    [1, [0x82, 1]],
    [125, [0x82, 125]],
    [126, [0x82, 126, 0, 126]],
    [127, [0x82, 126, 0, 127]],
    [4605, [0x82, 126, 0x11, 0xfd]],
  ] as const
) {
  Deno.test(`a line of ${length} bytes is a frame`, () => {
    const line = "x".repeat(length);
    const lines = encoder.encode(`${line}\r\n`.repeat(3));
    const frame = [...header, ...encoder.encode(line)];
    const frames = toFrames(lines, "binary.ircv3.net");
    assertEquals([...frames], [...frame, ...frame, ...frame]);
  });
}

Deno.test("text frames say that they are text", () => {
  assertEquals(toFrames(encoder.encode("A\r\n"), "text.ircv3.net")[0], 0x81);
});

Deno.test("a message is a line, whatever it ends in", () => {
  const messages = ["A", "B\n", "C\r\n", "", "D\nE"];
  const lines = toLines(messages.map((message) => encoder.encode(message)));
  assertEquals(decoder.decode(lines), "A\nB\nC\r\n\nD\nE\n");
});
