import { assertEquals } from "@std/assert";
import type { LoginClaim } from "../../../src/irc/effects.ts";
import { Authenticator } from "../../../src/net/authenticator.ts";
import type { Ask } from "../../../src/net/enquiries.ts";

const CLAIM: LoginClaim = {
  account: "ann",
  password: "sésame",
  certificate: null,
  address: "192.0.2.1",
  listener: "",
  secure: true,
};

function authenticatorBy(ask: Ask) {
  const complaints: string[] = [];
  const authenticator = new Authenticator(
    { url: "http://127.0.0.1/", command: null, timeoutMs: 5000 },
    (text) => complaints.push(text),
    ask,
  );
  return { authenticator, complaints };
}

Deno.test("the authenticator is asked one line of JSON about each login", async () => {
  const asked: string[] = [];
  const { authenticator } = authenticatorBy((question) => {
    asked.push(question);
    return Promise.resolve('{"result":"accept"}\n');
  });
  assertEquals(await authenticator.check(CLAIM), "ann");
  assertEquals(asked, [
    '{"account":"ann","password":"sésame","certificate":null,' +
    '"address":"192.0.2.1","listener":"","secure":true}\n',
  ]);
});

for (
  const [answer, account] of [
    ['{"result":"accept","account":"Bob"}', "Bob"],
    ['{"result":"accept","account":"e\u0301ve"}', "éve"],
    ['{"result":"refuse"}', null],
    ['{"result":"refuse","account":"ann"}', null],
  ]
) {
  Deno.test(`the authenticator answers ${answer}`, async () => {
    const { authenticator, complaints } = authenticatorBy(() =>
      Promise.resolve(answer ?? "")
    );
    assertEquals(await authenticator.check(CLAIM), account);
    assertEquals(complaints, []);
  });
}

for (
  const answer of [
    "",
    "null",
    "{}",
    '{"result":true}',
    '{"result":"accept","account":7}',
  ]
) {
  Deno.test(`what is no answer lets nobody in, and is complained about: ${answer}`, async () => {
    const { authenticator, complaints } = authenticatorBy(() =>
      Promise.resolve(answer)
    );
    assertEquals(await authenticator.check(CLAIM), null);
    assertEquals(complaints.length, 1);
    assertEquals(complaints.join().includes("sésame"), false);
  });
}

Deno.test("who names no account needs one in the answer", async () => {
  const { authenticator, complaints } = authenticatorBy(() =>
    Promise.resolve('{"result":"accept"}')
  );
  const certificate = "ab".repeat(32);
  const claim = { ...CLAIM, account: null, password: null, certificate };
  assertEquals(await authenticator.check(claim), null);
  assertEquals(complaints, [
    "the authenticator failed: the answer has no account",
  ]);
});
