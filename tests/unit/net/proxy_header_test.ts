import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  type ProxyHeader,
  readProxyHeader,
} from "../../../src/net/proxy_header.ts";
import {
  type BinaryHeader,
  binaryHeader,
  IPV4_BODY,
  IPV6_BODY,
  TLVS,
} from "../../support/proxy_headers.ts";

const encoder = new TextEncoder();

function complete(length: number, address: string | null): ProxyHeader {
  return { kind: "complete", length, address };
}

const TEXTS: readonly [header: string, address: string | null][] = [
  ["TCP4 192.0.2.7 198.51.100.1 256 512", "192.0.2.7"],
  ["TCP4 0.0.0.0 255.255.255.255 0 65535", "0.0.0.0"],
  ["TCP6 2001:db8::7 2001:db8::1 1 2", "2001:db8::7"],
  ["TCP6 ::1 ::1 1 2", "::1"],
  ["TCP6 ::ffff:192.0.2.7 ::1 1 2", "192.0.2.7"],
  ["UNKNOWN", null],
  ["UNKNOWN ffff::1 ffff::2 1 2", null],
];

const BINARIES: readonly [
  name: string,
  header: BinaryHeader,
  address: string | null,
][] = [
  ["IPv4", { body: IPV4_BODY }, "192.0.2.7"],
  ["IPv6", { family: 2, body: IPV6_BODY }, "2001:db8::7"],
  ["IPv4 with TLVs", { body: [...IPV4_BODY, ...TLVS] }, "192.0.2.7"],
  [
    "IPv6 with TLVs",
    { family: 2, body: [...IPV6_BODY, ...TLVS] },
    "2001:db8::7",
  ],
  ["LOCAL", { command: 0, family: 0, protocol: 0, body: [] }, null],
  ["LOCAL that says more than it need", { command: 0, body: IPV4_BODY }, null],
  ["UNSPEC", { family: 0, protocol: 0, body: [] }, null],
  ["UNSPEC with TLVs", { family: 0, protocol: 0, body: TLVS }, null],
  ["UNIX", { family: 3, body: Array(216).fill(47) }, null],
];

/** Looks at a header as it comes, byte by byte, and at what may come with it. */
function assertRead(header: Uint8Array, address: string | null): void {
  for (let length = 0; length < header.length; length++) {
    assertEquals(readProxyHeader(header.subarray(0, length)), {
      kind: "unfinished",
    }, `after ${length} bytes`);
  }
  const behind = encoder.encode("NICK ann\r\n");
  for (const rest of [new Uint8Array(0), behind]) {
    const all = Uint8Array.of(...header, ...rest);
    assertEquals(readProxyHeader(all), complete(header.length, address));
  }
}

for (const [text, address] of TEXTS) {
  Deno.test(`version 1 is read, torn at every byte: ${text}`, () => {
    assertRead(encoder.encode(`PROXY ${text}\r\n`), address);
  });
}

for (const [name, header, address] of BINARIES) {
  Deno.test(`version 2 is read, torn at every byte: ${name}`, () => {
    assertRead(binaryHeader(header), address);
  });
}

for (
  const text of [
    "GET / HTTP/1.1\r\n",
    "NICK ann\r\n",
    "PROXY\r\n",
    "PROXY TCP4 192.0.2.7 198.51.100.1 1 2\n",
    "PROXY TCP4 192.0.2.7 198.51.100.1 1\r\n",
    "PROXY TCP4 192.0.2.7 198.51.100.1 1 65536\r\n",
    "PROXY TCP4 192.0.2.7 198.51.100.1 1 2 3\r\n",
    "PROXY TCP4 192.0.2 198.51.100.1 1 2\r\n",
    "PROXY TCP4 192.0.2.7 2001:db8::1 1 2\r\n",
    "PROXY TCP4 2001:db8::7 2001:db8::1 1 2\r\n",
    "PROXY TCP6 192.0.2.7 198.51.100.1 1 2\r\n",
    "PROXY TCP6 fe80::1%eth0 ::1 1 2\r\n",
    "PROXY UDP4 192.0.2.7 198.51.100.1 1 2\r\n",
    `PROXY UNKNOWN ${"x".repeat(100)}\r\n`,
  ]
) {
  Deno.test(`what is no header of version 1 is broken: ${text.trim().slice(0, 50)}`, () => {
    assertEquals(readProxyHeader(encoder.encode(text)), { kind: "broken" });
  });
}

for (
  const [name, header] of Object.entries<BinaryHeader>({
    "another version": { version: 1, body: IPV4_BODY },
    "an unknown command": { command: 2, body: IPV4_BODY },
    "an unknown family": { family: 4, body: IPV6_BODY },
    datagrams: { protocol: 2, body: IPV4_BODY },
    "addresses that are cut off": { body: IPV4_BODY.slice(1) },
    "IPv6 in the room of IPv4": { family: 2, body: IPV4_BODY },
    "more than there may be": { body: Array(4096).fill(0) },
  })
) {
  Deno.test(`what is no header of version 2 is broken: ${name}`, () => {
    assertEquals(readProxyHeader(binaryHeader(header)), { kind: "broken" });
  });
}

Deno.test("a header that does not end is broken before it is long", () => {
  const text = encoder.encode(`PROXY UNKNOWN ${"x".repeat(200)}`);
  assertEquals(readProxyHeader(text.subarray(0, 106)), { kind: "unfinished" });
  assertEquals(readProxyHeader(text.subarray(0, 107)), { kind: "broken" });
  const long = binaryHeader({ body: Array(5000).fill(0) }).subarray(0, 16);
  assertEquals(readProxyHeader(long), { kind: "broken" });
});

/** Any bytes; most begin as a header does, or are one with some bytes changed. */
const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.string({ maxLength: 120 }).map((text) =>
    encoder.encode(`PROXY TCP4 ${text}\r\n`)
  ),
  fc.tuple(
    fc.constantFrom(
      ...BINARIES.map(([, header]) => binaryHeader(header)),
      ...TEXTS.map(([text]) => encoder.encode(`PROXY ${text}\r\n`)),
    ),
    fc.array(fc.tuple(fc.nat(240), fc.nat(255)), { maxLength: 4 }),
  ).map(([header, changes]) => {
    const changed = header.slice();
    for (const [at, byte] of changes) changed[at % changed.length] = byte;
    return changed;
  }),
);

Deno.test("whatever comes, and however it is torn, there is one answer to it", () => {
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      const whole = readProxyHeader(bytes);
      let decided: ProxyHeader = { kind: "unfinished" };
      for (let length = 0; length <= bytes.length; length++) {
        decided = readProxyHeader(bytes.subarray(0, length));
        if (decided.kind !== "unfinished") break;
      }
      assertEquals(decided, whole);
      if (whole.kind !== "complete") return;
      assert(whole.length <= bytes.length);
      assert(whole.address === null || /^[0-9a-f:.]+$/.test(whole.address));
    }),
    { numRuns: 3000 },
  );
});
