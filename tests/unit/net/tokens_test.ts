import { assertEquals } from "@std/assert";
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWTPayload,
  SignJWT,
} from "jose";
import {
  type Fetch,
  Tokens,
  type TokenSettings,
} from "../../../src/net/tokens.ts";

const ISSUER = "https://id.example.org";
const SECRET = "0123456789abcdef0123456789abcdef";
const SETTINGS: TokenSettings = {
  source: { kind: "secret", secret: SECRET },
  algorithms: ["HS256"],
  issuer: ISSUER,
  audience: "irc",
  claim: "preferred_username",
  timeoutMs: 5000,
};

const ASKED_AT = "https://id.example.org/ask";

/** What is answered over HTTP: a text as it is, all else as JSON. */
interface Answer {
  readonly status?: number;
  readonly body: unknown;
}

/** @param answer what is answered to each request */
function tokens(changes: Partial<TokenSettings> = {}, answer?: Answer) {
  const complaints: string[] = [];
  const requests: (RequestInit & { url: string })[] = [];
  const ask: Fetch = (url, request) => {
    requests.push({ ...request, url });
    const { body, status = 200 } = answer ?? { body: "", status: 404 };
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return Promise.resolve(new Response(text, { status }));
  };
  const all = { ...SETTINGS, ...changes };
  const complain = (text: string) => complaints.push(text);
  return { complaints, requests, tokens: new Tokens(all, complain, ask) };
}

/** A token that is good, but for what is changed; undefined takes a claim away. */
async function sign(
  changes: JWTPayload = {},
  key: Parameters<SignJWT["sign"]>[0] = new TextEncoder().encode(SECRET),
  header: { alg: string; kid?: string } = { alg: "HS256" },
): Promise<string> {
  const claims: JWTPayload = {
    iss: ISSUER,
    aud: "irc",
    exp: Math.floor(Date.now() / 1000) + 60,
    preferred_username: "ann",
    ...changes,
  };
  return await new SignJWT(claims).setProtectedHeader(header).sign(key);
}

const now = () => Math.floor(Date.now() / 1000);

Deno.test("a JWT that is signed, for here and in time, is for the account in its claim", async () => {
  const { complaints, tokens: checks } = tokens();
  assertEquals(await checks.check(await sign()), "ann");
  assertEquals(await checks.check(await sign({ aud: ["x", "irc"] })), "ann");
  const byClaim = tokens({ claim: "sub" }).tokens;
  assertEquals(await byClaim.check(await sign({ sub: "bob" })), "bob");
  assertEquals(complaints, []);
});

for (
  const [what, changes] of [
    ["has expired", { exp: now() - 60 }],
    ["never expires", { exp: undefined }],
    ["is not valid yet", { nbf: now() + 3600 }],
    ["is from somebody else", { iss: "https://evil.example" }],
    ["does not tell who gave it", { iss: undefined }],
    ["is for somebody else", { aud: "mail" }],
    ["is for nobody", { aud: undefined }],
    ["names nobody", { preferred_username: undefined }],
    ["names no text", { preferred_username: ["ann"] }],
  ] as [string, JWTPayload][]
) {
  Deno.test(`a JWT that ${what} is not good, which is nobody else's fault`, async () => {
    const { complaints, tokens: checks } = tokens();
    assertEquals(await checks.check(await sign(changes)), null);
    assertEquals(complaints, []);
  });
}

Deno.test("a JWT that is signed with another key, or another algorithm, or not at all, is not good", async () => {
  const { complaints, tokens: checks } = tokens();
  const key = new TextEncoder().encode("another key of thirty-two letters");
  const good = await sign();
  const [, claims] = good.split(".");
  const none = btoa('{"alg":"none"}').replace(/=+$/, "");
  for (
    const token of [
      await sign({}, key),
      await sign({}, undefined, { alg: "HS512" }),
      `${none}.${claims}.`,
      `${good}x`,
      "a.b.c",
      "opaque",
    ]
  ) {
    assertEquals(await checks.check(token), null, token);
  }
  assertEquals(complaints, []);
});

Deno.test("a JWT is checked with a public key, which is no secret", async () => {
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  const pem = await exportSPKI(publicKey);
  const source = { kind: "key", pem } as const;
  const { tokens: checks } = tokens({ source, algorithms: ["ES256"] });
  const good = await sign({}, privateKey, { alg: "ES256" });
  assertEquals(await checks.check(good), "ann");
  const forged = await sign({}, new TextEncoder().encode(pem));
  assertEquals(await checks.check(forged), null);
  const lenient = tokens({ source, algorithms: ["ES256", "HS256"] }).tokens;
  assertEquals(await lenient.check(forged), null);
});

Deno.test("keys that are published are fetched, and an unknown one is not good", async () => {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const keys = [{ ...await exportJWK(publicKey), kid: "one", alg: "RS256" }];
  const { complaints, requests, tokens: checks } = tokens({
    source: { kind: "keys", url: ASKED_AT },
    algorithms: ["RS256"],
  }, { body: { keys } });
  const header = { alg: "RS256", kid: "one" };
  assertEquals(await checks.check(await sign({}, privateKey, header)), "ann");
  assertEquals(await checks.check(await sign({}, privateKey, header)), "ann");
  const other = await generateKeyPair("RS256");
  const forged = [
    await sign({}, other.privateKey, header),
    await sign({}, other.privateKey, { alg: "RS256", kid: "two" }),
  ];
  for (const token of forged) assertEquals(await checks.check(token), null);
  assertEquals(requests.map(({ url }) => url), [ASKED_AT]);
  assertEquals(complaints, []);
});

Deno.test("keys that cannot be fetched are complained about, and nothing is good", async () => {
  const { privateKey } = await generateKeyPair("RS256");
  const { complaints, tokens: checks } = tokens({
    source: { kind: "keys", url: ASKED_AT },
    algorithms: ["RS256"],
  }, { status: 500, body: "no" });
  const token = await sign({}, privateKey, { alg: "RS256" });
  assertEquals(await checks.check(token), null);
  assertEquals(complaints.length, 1);
});

/** What asks somebody about tokens who answers so. */
function introspection(answer: Answer, changes: Partial<TokenSettings> = {}) {
  const client = { id: "irc server", secret: "a:b" };
  return tokens({
    source: { kind: "introspection", url: ASKED_AT, client },
    issuer: null,
    audience: null,
    claim: "username",
    ...changes,
  }, answer);
}

Deno.test("who gave a token is asked about it, and is told who asks", async () => {
  const body = { active: true, username: "ann" };
  const { requests, tokens: checks } = introspection({ body });
  assertEquals(await checks.check("a+b/c="), "ann");
  const [{ body: asked, headers, method, redirect, url }] = requests;
  assertEquals([method, url, redirect], ["POST", ASKED_AT, "error"]);
  assertEquals(
    String(asked),
    "token=a%2Bb%2Fc%3D&token_type_hint=access_token",
  );
  assertEquals(headers, {
    accept: "application/json",
    authorization: `Basic ${btoa("irc%20server:a%3Ab")}`,
  });
});

for (
  const [what, changes, isGood] of [
    ["is active", {}, true],
    ["is not active", { active: false }, false],
    ["is active in words alone", { active: "true" }, false],
    ["has expired", { exp: now() - 60 }, false],
    ["has not expired", { exp: now() + 60 }, true],
    ["is for somebody else", { aud: "mail" }, false],
    ["is for several", { aud: ["mail", "irc"] }, true],
    ["is for nobody", { aud: undefined }, false],
    ["is from somebody else", { iss: "https://evil.example" }, false],
  ] as const
) {
  Deno.test(`a token of which is said that it ${what} is ${isGood ? "" : "not "}good`, async () => {
    const body = {
      active: true,
      username: "ann",
      iss: ISSUER,
      aud: "irc",
      ...changes,
    };
    const strict = { issuer: ISSUER, audience: "irc" };
    const { complaints, tokens: checks } = introspection({ body }, strict);
    assertEquals(await checks.check("token"), isGood ? "ann" : null);
    assertEquals(complaints, []);
  });
}

for (
  const answer of [
    { status: 401, body: { active: true, username: "ann" } },
    { body: "no JSON" },
  ]
) {
  Deno.test(`no answer is one: ${JSON.stringify(answer)}`, async () => {
    const { complaints, tokens: checks } = introspection(answer);
    assertEquals(await checks.check("token"), null);
    assertEquals(complaints.length, 1);
  });
}

Deno.test("JSON that is no object is not good", async () => {
  const { tokens: checks } = introspection({ body: null });
  assertEquals(await checks.check("token"), null);
});
