import { assertEquals } from "@std/assert";
import { oauthbearer } from "../../../../../src/irc/accounts/sasl/oauthbearer.ts";
import { CIRCUMSTANCES, Exchange, REFUSED } from "../../../../support/sasl.ts";

const TOKEN = "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==";
const INVALID_TOKEN = '{"status":"invalid_token"}';
const INVALID_REQUEST = '{"status":"invalid_request"}';

Deno.test("OAUTHBEARER takes the message of RFC 7628, section 4.1", () => {
  const message = "n,a=user@example.com,\x01host=server.example.com\x01" +
    `port=143\x01auth=Bearer ${TOKEN}\x01\x01`;
  assertEquals(new Exchange(oauthbearer).say(message), {
    kind: "token",
    account: "user@example.com",
    device: null,
    token: TOKEN,
  });
});

Deno.test("OAUTHBEARER needs no name, and no more than the token", () => {
  for (
    const message of [
      "n,,\x01auth=Bearer a.b-c\x01\x01",
      "y,,\x01auth=bearer a.b-c\x01\x01",
    ]
  ) {
    assertEquals(new Exchange(oauthbearer).say(message), {
      kind: "token",
      account: null,
      device: null,
      token: "a.b-c",
    });
  }
});

for (
  const [what, message, refusal] of [
    ["no token", "n,,\x01auth=\x01\x01", INVALID_TOKEN],
    ["nothing but separators", "n,,\x01", INVALID_TOKEN],
    ["another scheme", "n,,\x01auth=Basic abc\x01\x01", INVALID_TOKEN],
    ["two tokens", "n,,\x01auth=Bearer a b\x01\x01", INVALID_TOKEN],
    ["nothing", "", INVALID_REQUEST],
    [
      "channel binding",
      "p=tls-unique,,\x01auth=Bearer a\x01\x01",
      INVALID_REQUEST,
    ],
    ["no end", "n,,\x01auth=Bearer a\x01", INVALID_REQUEST],
    ["no beginning", "n,,auth=Bearer a\x01\x01", INVALID_REQUEST],
    [
      "a key with a digit",
      "n,,\x01a1=b\x01auth=Bearer a\x01\x01",
      INVALID_REQUEST,
    ],
    [
      "a field with NUL",
      "n,,\x01host=\0\x01auth=Bearer a\x01\x01",
      INVALID_REQUEST,
    ],
  ]
) {
  Deno.test(`OAUTHBEARER answers ${what} with ${refusal}, and fails`, () => {
    const exchange = new Exchange(oauthbearer);
    assertEquals(exchange.say(message), refusal);
    assertEquals(exchange.say("\x01"), REFUSED);
  });
}

Deno.test("who is refused learns where tokens come from, if that is set", () => {
  const discovery = "https://id.example.org/about";
  const exchange = new Exchange(oauthbearer, { discovery });
  assertEquals(
    exchange.say("n,,\x01auth=\x01\x01"),
    `{"status":"invalid_token","openid-configuration":"${discovery}"}`,
  );
  const word = oauthbearer.lastWord?.(CIRCUMSTANCES);
  assertEquals(new TextDecoder().decode(word?.bytes), INVALID_TOKEN);
});
