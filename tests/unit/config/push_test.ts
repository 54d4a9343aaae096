import { assertEquals, assertThrows } from "@std/assert";
import { parseConfig } from "../../../src/config/config.ts";
import { ConfigError } from "../../../src/config/mistake.ts";
import { DEFAULT_PUSH_RULES } from "../../../src/irc/names/push_rules.ts";

const CONTACT = "mailto:irc@example.org";

function parse(push: Record<string, unknown>) {
  const read = (path: string) =>
    path === "ca.pem" ? "-----BEGIN CERTIFICATE-----" : "no certificate";
  return parseConfig({ server: { name: "irc.test" }, push }, "1", read);
}

function faults(push: Record<string, unknown>): string[] {
  const error = assertThrows(() => parse(push), ConfigError);
  const { mistakes } = error as ConfigError;
  return mistakes.map(({ fault, path }) => `${path.join(".")} ${fault}`);
}

Deno.test("[push] needs whom push services may write to, and has all else", () => {
  const { push, pushRules } = parse({ contact: CONTACT });
  assertEquals(pushRules, DEFAULT_PUSH_RULES);
  assertEquals(push, {
    contact: CONTACT,
    timeoutMs: 10_000,
    ca: null,
    privateAddresses: false,
  });
  assertEquals(faults({}), ["push.contact is missing"]);
});

Deno.test("a contact is an address or a page", () => {
  parse({ contact: "https://chat.example.org/about" });
  for (const contact of ["irc@example.org", "http://a.test", "mailto:irc"]) {
    assertEquals(faults({ contact }), [
      "push.contact must be an address or a page, like mailto:irc@example.org",
    ]);
  }
});

Deno.test("ca is the name of a file with certificates", () => {
  assertEquals(
    parse({ contact: CONTACT, ca: "ca.pem" }).push?.ca,
    "-----BEGIN CERTIFICATE-----",
  );
  assertEquals(faults({ contact: CONTACT, ca: "key.pem" }), [
    "push.ca holds no certificate in PEM",
  ]);
});

Deno.test("a device is not forgotten before its client can come back, and there is a port", () => {
  assertEquals(faults({ contact: CONTACT, expire: 1, ports: [] }), [
    "push.expire must be a whole number of days from 3 to 3650",
    "push.ports must have a port",
  ]);
});
