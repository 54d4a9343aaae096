import { assertEquals } from "@std/assert";
import { ClientHello } from "../../../src/net/client_hello.ts";

/** A ClientHello whose body has so many bytes. */
function message(bodyBytes: number): number[] {
  const length = [16, 8, 0].map((shift) => bodyBytes >> shift & 0xff);
  return [1, ...length, ...Array<number>(bodyBytes).fill(7)];
}

/** Puts it into records of so many bytes. */
function inRecords(message: number[], recordBytes: number): Uint8Array {
  const all: number[] = [];
  for (let at = 0; at < message.length; at += recordBytes) {
    const part = message.slice(at, at + recordBytes);
    all.push(0x16, 3, 1, part.length >> 8, part.length & 0xff, ...part);
  }
  return Uint8Array.from(all);
}

for (const recordBytes of [1, 3, 100, 16_384]) {
  Deno.test(`a ClientHello in records of ${recordBytes} is whole with its last byte, at once or torn`, () => {
    const bytes = inRecords(message(500), recordBytes);
    assertEquals(new ClientHello().push(bytes), "whole");
    const torn = new ClientHello();
    for (const byte of bytes.subarray(0, -1)) {
      assertEquals(torn.push(Uint8Array.of(byte)), "unfinished");
    }
    assertEquals(torn.push(bytes.subarray(-1)), "whole");
  });
}

Deno.test("what comes behind it does not matter", () => {
  const bytes = [...inRecords(message(300), 300), 0x17, 3, 3];
  assertEquals(new ClientHello().push(Uint8Array.from(bytes)), "whole");
});

Deno.test("of one that has no end no more is waited for than 16 KiB", () => {
  const hello = new ClientHello();
  const bytes = inRecords(message(100_000), 4000);
  assertEquals(hello.push(bytes.subarray(0, 16_383)), "unfinished");
  assertEquals(hello.push(bytes.subarray(16_383, 16_384)), "whole");
});

const BROKEN: Readonly<Record<string, number[]>> = {
  "IRC": [...new TextEncoder().encode("NICK ann\r\n")],
  "an alert": [0x15],
  "another version": [0x16, 2],
  "an empty record": [0x16, 3, 1, 0, 0],
  "a record that is too long": [0x16, 3, 1, 0x40, 1],
  "another message": [0x16, 3, 1, 0, 5, 2],
};

for (const [name, bytes] of Object.entries(BROKEN)) {
  Deno.test(`${name} is no ClientHello, as soon as that can be seen`, () => {
    const hello = new ClientHello();
    const first = Uint8Array.from(bytes.slice(0, -1));
    if (name !== "IRC") assertEquals(hello.push(first), "unfinished");
    assertEquals(
      hello.push(Uint8Array.from(name === "IRC" ? bytes : bytes.slice(-1))),
      "broken",
    );
  });
}
