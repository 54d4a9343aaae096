import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { parseConfig } from "../../../src/config/config.ts";
import { ConfigError, type Mistake } from "../../../src/config/mistake.ts";
import { SASL_MECHANISMS } from "../../../src/irc/names/login_rules.ts";
import { pairFor } from "../../support/certificates.ts";
import { noFiles, testConfig } from "../../support/test_config.ts";

const PAIR = pairFor(["id.example.org"]);
const FOR_HERE = { issuer: "https://id.example.org", audience: "irc" };
const JWKS = { "jwks-url": "https://id.example.org/keys", ...FOR_HERE };
const ASKED = { "introspection-url": "https://id.example.org/ask" };

/** A folder with a certificate, and with other things. */
function readFile(path: string): string {
  const files: Record<string, string> = {
    "cert.pem": PAIR.certificate,
    "key.pem": PAIR.key,
    "junk.pem": "junk",
  };
  return files[path] ?? noFiles(path);
}

/** What is wrong with the table `[accounts]`. */
function faults(accounts: Readonly<Record<string, unknown>>): string[] {
  return mistakesIn(accounts).map((mistake) =>
    new ConfigError([mistake]).message
  );
}

function mistakesIn(
  accounts: Readonly<Record<string, unknown>>,
): readonly Mistake[] {
  return assertThrows(
    () => parseConfig({ accounts }, "1", readFile),
    ConfigError,
  ).mistakes;
}

function tokensOf(oauth2: Readonly<Record<string, unknown>>) {
  return parseConfig({ accounts: { oauth2 } }, "1", readFile).tokens;
}

Deno.test("tokens are asked about, or signed with one of three kinds of keys", () => {
  const secret = "0123456789abcdef0123456789abcdef";
  const { "jwks-url": url } = JWKS;
  assertEquals(tokensOf(ASKED)?.source, {
    kind: "introspection",
    url: ASKED["introspection-url"],
    client: null,
  });
  assertEquals(tokensOf(JWKS)?.source, { kind: "keys", url });
  const bySecret = tokensOf({ secret, ...FOR_HERE });
  assertEquals(bySecret?.source, { kind: "secret", secret });
  assertEquals(bySecret?.algorithms, ["HS256"]);
  const byFile = tokensOf({ "key-file": "cert.pem", ...FOR_HERE })?.source;
  assertMatch(byFile?.kind === "key" ? byFile.pem : "", /^-----BEGIN PUBLIC/);
});

Deno.test("what names the account is what is usual, unless it is set", () => {
  assertEquals(tokensOf(ASKED)?.claim, "username");
  assertEquals(tokensOf(JWKS)?.claim, "preferred_username");
  assertEquals(tokensOf({ ...JWKS, claim: "sub" })?.claim, "sub");
});

Deno.test("a key with which tokens are signed is no key that checks them", () => {
  const mistake = "accounts.oauth2.key-file holds no public key in PEM";
  for (const file of ["key.pem", "junk.pem"]) {
    const oauth2 = { "key-file": file, ...FOR_HERE };
    assertEquals(faults({ oauth2 }), [mistake]);
  }
  const oauth2 = { "key-file": "none.pem", ...FOR_HERE };
  assertEquals(faults({ oauth2 }), [
    "accounts.oauth2.key-file none.pem cannot be read",
  ]);
});

const SOURCE = "must have one of introspection-url, jwks-url, key-file, secret";

for (
  const [what, oauth2, fault] of [
    ["no source", FOR_HERE, SOURCE],
    ["two sources", { ...JWKS, ...ASKED }, SOURCE],
    [
      "half a client",
      { ...ASKED, "client-id": "irc" },
      "must have both client-id and client-secret, or none",
    ],
    [
      "tokens for anybody",
      { ...JWKS, audience: undefined },
      "must have an issuer and an audience: tokens for others are none for here",
    ],
    [
      "a secret for signatures",
      { ...JWKS, algorithms: ["RS256", "HS256"] },
      "must have algorithms that fit: HS... with secret, and no others",
    ],
  ] as const
) {
  Deno.test(`[accounts.oauth2] refuses ${what}`, () => {
    assertEquals(faults({ oauth2 }), [`accounts.oauth2 ${fault}`]);
  });
}

Deno.test("[accounts.oauth2] refuses a short secret, an unknown algorithm, and none", () => {
  const oauth2 = { secret: "short", algorithms: ["none"], ...FOR_HERE };
  assertEquals(mistakesIn({ oauth2 }).map(({ path }) => path.join(".")), [
    "accounts.oauth2.secret",
    "accounts.oauth2.algorithms.0",
  ]);
  assertEquals(faults({ oauth2: { ...JWKS, algorithms: [] } }), [
    "accounts.oauth2.algorithms must not be empty",
  ]);
});

Deno.test("the authenticator has a url or a command", () => {
  const fault = "must have a url or a command, and not both";
  const url = "http://127.0.0.1/";
  for (const authenticator of [{}, { url, command: ["login"] }]) {
    const mistake = `accounts.authenticator ${fault}`;
    assertEquals(faults({ authenticator }), [mistake]);
  }
  const { authenticator, loginRules } = testConfig({
    accounts: { authenticator: { url } },
  });
  assertEquals(authenticator, { url, command: null, timeoutMs: 5000 });
  assertEquals(loginRules.authenticator, true);
  assertEquals(loginRules.createsFor.authenticator, false);
});

Deno.test("mechanisms are those that there are, and may be none", () => {
  const message = `must be a list of ${SASL_MECHANISMS.join(", ")}`;
  assertEquals(faults({ mechanisms: ["PLAIN", "LOGIN"] }), [
    `accounts.mechanisms[1] ${message}`,
  ]);
  const { loginRules } = testConfig({ accounts: { mechanisms: [] } });
  assertEquals(loginRules.mechanisms, []);
});
