import { hmac } from "@noble/hashes/hmac.js";
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { assertEquals } from "@std/assert";
import { decodeBase64, encodeBase64 } from "@std/encoding/base64";
import {
  scramSha256,
  scramSha256Plus,
} from "../../../../../src/irc/accounts/sasl/scram.ts";
import type { Circumstances } from "../../../../../src/irc/accounts/sasl/mechanism.ts";
import { Exchange, REFUSED } from "../../../../support/sasl.ts";
import { proofFor, scramKeysOf } from "../../../../support/scram_keys.ts";

const SECRET = "0123456789abcdef";
const FIRST = "n,,n=ann,r=client";
const NONCE = `client${SECRET}`;
const BINDING = "ab".repeat(32);

/** The last message of a client that knows the password, as RFC 5802 has it. */
function final(
  server: string,
  { bound = "n,,", first = FIRST, nonce = NONCE, password = "sesame" } = {},
  data = "",
): string {
  const bytes = new Uint8Array([
    ...new TextEncoder().encode(bound),
    ...data.match(/../g)?.map((digits) => parseInt(digits, 16)) ?? [],
  ]);
  const withoutProof = `c=${encodeBase64(bytes)},r=${nonce}`;
  const bare = first.replace(/^[^,]*,[^,]*,/, "");
  const signed = `${bare},${server},${withoutProof}`;
  return `${withoutProof},p=${proofFor(server, signed, password)}`;
}

function begin(circumstances: Partial<Circumstances> = {}): [Exchange, string] {
  const exchange = new Exchange(scramSha256, circumstances, SECRET);
  return [exchange, String(exchange.say(FIRST))];
}

Deno.test("SCRAM-SHA-256 lets the client speak first", () => {
  const outcome = scramSha256.start(SECRET);
  assertEquals(outcome.kind === "challenge" && outcome.bytes.length, 0);
  assertEquals(scramSha256.draws, true);
});

Deno.test("the exchange of RFC 7677, section 3, is carried out byte for byte", () => {
  const salt = decodeBase64("W22ZaJ0SNY7soEsUEjb6gQ==");
  const salted = pbkdf2(sha256, "pencil", salt, { c: 4096, dkLen: 32 });
  const encoder = new TextEncoder();
  const clientKey = hmac(sha256, salted, encoder.encode("Client Key"));
  const serverKey = hmac(sha256, salted, encoder.encode("Server Key"));
  const keys = {
    salt: encodeBase64(salt),
    iterations: 4096,
    storedKey: encodeBase64(sha256(clientKey)),
    serverKey: encodeBase64(serverKey),
  };
  const exchange = new Exchange(
    scramSha256,
    { keysOf: () => keys },
    "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
  );
  assertEquals(
    exchange.say("n,,n=user,r=rOprNGfwEbeRWgbNEkqO"),
    "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0," +
      "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
  );
  assertEquals(
    exchange.say(
      "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0," +
        "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
    ),
    "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
  );
  assertEquals(exchange.say(""), {
    kind: "success",
    account: "user",
    device: null,
  });
});

Deno.test("the keys that are kept of a password are those of the exchange", () => {
  const [exchange, server] = begin();
  const { iterations, salt } = scramKeysOf("sesame");
  assertEquals(server, `r=${NONCE},s=${salt},i=${iterations}`);
  assertEquals(String(exchange.say(final(server))).slice(0, 2), "v=");
  assertEquals(exchange.say(""), {
    kind: "success",
    account: "ann",
    device: null,
  });
});

Deno.test("a wrong proof fails at once, and tells whose it was", () => {
  const [exchange, server] = begin();
  const wrong = final(server, { password: "wrong" });
  assertEquals(exchange.say(wrong), { kind: "failure", account: "ann" });
});

Deno.test("where logins to the account have failed too often, the right proof is wrong too", () => {
  const throttled = { isThrottled: (account: string) => account === "ann" };
  const [exchange, server] = begin(throttled);
  const failure = { kind: "failure", account: "ann" } as const;
  assertEquals(exchange.say(final(server)), failure);
});

Deno.test("a password that was changed meanwhile is not right any more", () => {
  let keys = scramKeysOf("sesame");
  const [exchange, server] = begin({ keysOf: () => keys });
  keys = scramKeysOf("another");
  const failure = { kind: "failure", account: "ann" } as const;
  assertEquals(exchange.say(final(server)), failure);
});

Deno.test("what the client says after the verifier must be nothing", () => {
  const [exchange, server] = begin();
  exchange.say(final(server));
  assertEquals(exchange.say("thanks"), REFUSED);
});

Deno.test("commas and equals signs stand otherwise in a name", () => {
  const first = "n,,n=a=2Cb=3Dc,r=client";
  const exchange = new Exchange(scramSha256, {}, SECRET);
  const server = String(exchange.say(first));
  exchange.say(final(server, { first }));
  assertEquals(exchange.say(""), {
    kind: "success",
    account: "a,b=c",
    device: null,
  });
});

Deno.test("a client may name the account that it acts as, if that is its own", () => {
  const first = "n,a=ANN,n=ann,r=client";
  const exchange = new Exchange(scramSha256, {}, SECRET);
  const server = String(exchange.say(first));
  exchange.say(final(server, { bound: "n,a=ANN,", first }));
  assertEquals(exchange.say(""), {
    kind: "success",
    account: "ann",
    device: null,
  });
  const other = new Exchange(scramSha256);
  assertEquals(other.say("n,a=bob,n=ann,r=client"), "e=other-error");
  assertEquals(other.say(""), REFUSED);
});

Deno.test("extensions that are not mandatory are passed over, and signed", () => {
  const first = "n,,n=ann,r=client,x=1";
  const exchange = new Exchange(scramSha256, {}, SECRET);
  const server = String(exchange.say(first));
  assertEquals(
    String(exchange.say(final(server, { first }))).slice(0, 2),
    "v=",
  );
});

for (
  const [what, first, error] of [
    ["nothing", "", "invalid-encoding"],
    ["no header", "n=ann,r=client", "invalid-encoding"],
    ["no nonce", "n,,n=ann", "invalid-encoding"],
    ["an empty nonce", "n,,n=ann,r=", "invalid-encoding"],
    ["a nonce with a space", "n,,n=ann,r=a b", "invalid-encoding"],
    ["another name that is none", "n,a=a=b,n=ann,r=x", "invalid-encoding"],
    ["a name with a bare =", "n,,n=a=b,r=client", "invalid-username-encoding"],
    ["no name", "n,,n=,r=client", "invalid-username-encoding"],
    ["a mandatory extension", "n,,m=x,n=ann,r=c", "extensions-not-supported"],
    [
      "channel binding",
      "p=tls-server-end-point,,n=ann,r=client",
      "channel-binding-not-supported",
    ],
  ]
) {
  Deno.test(`SCRAM-SHA-256 refuses ${what} with ${error}`, () => {
    const exchange = new Exchange(scramSha256);
    assertEquals(exchange.say(first), `e=${error}`);
    assertEquals(exchange.say(""), REFUSED);
  });
}

Deno.test("SCRAM-SHA-256 refuses what is no UTF-8 with invalid-encoding", () => {
  const exchange = new Exchange(scramSha256);
  assertEquals(exchange.say(Uint8Array.of(0xff)), "e=invalid-encoding");
});

for (
  const [what, change, error] of [
    ["another nonce", { nonce: "client" }, "other-error"],
    ["another header", { bound: "y,," }, "channel-bindings-dont-match"],
  ] as const
) {
  Deno.test(`SCRAM-SHA-256 refuses ${what} in the end with ${error}`, () => {
    const [exchange, server] = begin();
    assertEquals(exchange.say(final(server, change)), `e=${error}`);
    assertEquals(exchange.say(""), REFUSED);
  });
}

for (
  const message of [
    "",
    `c=biws,r=${NONCE}`,
    `c=biws,r=${NONCE},p=!`,
    `c=!,r=${NONCE},p=AAAA`,
  ]
) {
  Deno.test(`SCRAM-SHA-256 refuses "${message}" in the end with invalid-encoding`, () => {
    const [exchange] = begin();
    assertEquals(exchange.say(message), "e=invalid-encoding");
  });
}

Deno.test("a proof of another length is wrong, and no fault", () => {
  const [exchange] = begin();
  const failure = { kind: "failure", account: "ann" } as const;
  assertEquals(exchange.say(`c=biws,r=${NONCE},p=AAAA`), failure);
});

Deno.test("SCRAM-SHA-256-PLUS is bound to the certificate that the client has seen", () => {
  const bound = "p=tls-server-end-point,,";
  const first = `${bound}n=ann,r=client`;
  for (const [seen, isSame] of [[BINDING, true], ["cd".repeat(32), false]]) {
    const exchange = new Exchange(
      scramSha256Plus,
      { binding: BINDING },
      SECRET,
    );
    const server = String(exchange.say(first));
    const last = exchange.say(final(server, { bound, first }, String(seen)));
    if (isSame) assertEquals(String(last).slice(0, 2), "v=");
    else assertEquals(last, "e=channel-bindings-dont-match");
  }
});

for (
  const [what, first, error] of [
    [
      "a type that there is not",
      "p=tls-unique,",
      "unsupported-channel-binding-type",
    ],
    ["no channel binding", "n,", "other-error"],
    [
      "who was told that there is none",
      "y,",
      "server-does-support-channel-binding",
    ],
  ]
) {
  Deno.test(`SCRAM-SHA-256-PLUS refuses ${what} with ${error}`, () => {
    const exchange = new Exchange(scramSha256Plus, { binding: BINDING });
    assertEquals(exchange.say(`${first},n=ann,r=client`), `e=${error}`);
  });
}

Deno.test("who was told that there is no channel binding is refused by SCRAM-SHA-256 where there is one", () => {
  const misled = "y,,n=ann,r=client";
  const there = new Exchange(scramSha256, { binding: BINDING });
  assertEquals(there.say(misled), "e=server-does-support-channel-binding");
  const notThere = new Exchange(scramSha256);
  assertEquals(String(notThere.say(misled)).slice(0, 2), "r=");
});

Deno.test("the device stands behind the account, in the header too", () => {
  const first = "n,a=ann,n=ann@Phone,r=client";
  const exchange = new Exchange(scramSha256);
  const server = String(exchange.say(first));
  exchange.say(final(server, { bound: "n,a=ann,", first }));
  assertEquals(exchange.say(""), {
    kind: "success",
    account: "ann",
    device: "phone",
  });
  const other = new Exchange(scramSha256);
  assertEquals(
    other.say("n,a=bob@phone,n=ann@phone,r=client"),
    "e=other-error",
  );
});
