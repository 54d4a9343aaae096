import { assertEquals } from "@std/assert";
import { isOriginAllowed } from "../../../src/web/origins.ts";

const ALLOWED = ["https://chat.example.org", "https://*.example.net:8443"];

for (
  const [origin, isAllowed] of [
    ["https://chat.example.org", true],
    ["HTTPS://CHAT.EXAMPLE.ORG", true],
    ["https://a.example.net:8443", true],
    ["https://a.b.example.net:8443", true],
    ["https://a.example.net", false],
    ["http://chat.example.org", false],
    ["https://chatXexample.org", false],
    ["https://chat.example.org.evil.test", false],
    ["https://evil.test/a.example.net:8443", false],
    ["null", false],
    [undefined, false],
  ] as const
) {
  Deno.test(`${origin} may ${isAllowed ? "" : "not "}connect`, () => {
    assertEquals(isOriginAllowed(ALLOWED, origin), isAllowed);
  });
}

Deno.test("without a list everybody may connect", () => {
  for (const origin of ["https://example.org", "null", undefined]) {
    assertEquals(isOriginAllowed([], origin), true);
  }
});
