import { assert, assertEquals } from "@std/assert";
import { DEFAULT_ACCOUNT_RULES } from "../../../../src/irc/names/account_rules.ts";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

const HOUR_MS = 3_600_000;

const WRONG =
  ":irc.test FAIL VERIFY INVALID_CODE ann :The code is wrong, or too old";

/** A network where ann has registered, and the code that she was sent. */
function pending(beforeConnect = true): [TestNetwork, TestClient, string] {
  const rules = { ...DEFAULT_ACCOUNT_RULES, beforeConnect, verifyMs: HOUR_MS };
  const network = new TestNetwork({
    accountRules: { ...rules, email: "required" },
  });
  const ann = network.register("ann");
  ann.send("REGISTER * a@example.org correct-horse");
  return [network, ann, network.mail[0].code];
}

Deno.test("VERIFY with the code makes the account one to log in to, and logs in", () => {
  const [network, ann, code] = pending();
  assertEquals(ann.send(`VERIFY ann ${code}`), [
    ":irc.test VERIFY SUCCESS ann :The account ann is verified",
    ":irc.test 900 ann ann!~ann@192.0.2.1 ann :You are now logged in as ann",
  ]);
  const account = network.core.network.records.accounts.get("ann");
  assertEquals([account?.verifiedAt, account?.pending], [network.at, null]);
});

Deno.test("VERIFY is for any connection, registered or not, and for the code in any case", () => {
  const [network, , code] = pending();
  const client = network.connect();
  client.take();
  assertEquals(client.send(`VERIFY ANN ${code.toUpperCase()}`), [
    ":irc.test VERIFY SUCCESS ann :The account ann is verified",
    ":irc.test 900 * *!*@192.0.2.1 ann :You are now logged in as ann",
  ]);
});

Deno.test("VERIFY before registration is refused where REGISTER is", () => {
  const [network, , code] = pending(false);
  const client = network.connect();
  client.take();
  assertEquals(client.send(`VERIFY ann ${code}`), [
    ":irc.test FAIL VERIFY COMPLETE_CONNECTION_REQUIRED ann :Finish connecting first",
  ]);
});

Deno.test("a wrong code is refused as one for no account, or for one that is verified", () => {
  const [network, ann, code] = pending();
  assertEquals(ann.send("VERIFY ann 0123456789abcdef"), [WRONG]);
  const refusal = (name: string) =>
    `:irc.test FAIL VERIFY INVALID_CODE ${name} :The code is wrong, or too old`;
  assertEquals(ann.send(`VERIFY nobody ${code}`), [refusal("nobody")]);
  const zoe = network.register("zoe");
  assertEquals(zoe.send(`VERIFY alice ${code}`), [refusal("alice")]);
});

Deno.test("the fifth wrong code makes the right one good no more", () => {
  const [network, , code] = pending();
  for (let tries = 0; tries < 5; tries++) {
    const client = network.connect();
    client.take();
    assertEquals(client.send("VERIFY ann 0123456789abcdef"), [WRONG]);
  }
  assertEquals(network.connect().send(`VERIFY ann ${code}`).at(-1), WRONG);
  const stored = JSON.stringify(network.store.read());
  assert(stored.includes('"tries":5'), "wrong ones are counted over a restart");
});

Deno.test("the third wrong code of a connection ends it", () => {
  const [, ann] = pending();
  const wrong = "VERIFY ann 0123456789abcdef";
  assertEquals(ann.send(wrong, wrong, wrong), [
    WRONG,
    WRONG,
    WRONG,
    "ERROR :Closing link: ann[192.0.2.1] (Too many wrong codes)",
  ]);
});

Deno.test("who gives wrong codes for too many accounts has to wait", () => {
  const [network, , code] = pending();
  for (let tries = 0; tries < 30; tries++) {
    network.connect().send(`VERIFY x${tries} ${code}`);
  }
  const client = network.connect();
  client.take();
  assertEquals(client.send(`VERIFY ann ${code}`), [
    ":irc.test FAIL VERIFY TEMPORARILY_UNAVAILABLE ann " +
    ":That cannot be done now, wait a while and try again",
  ]);
  const elsewhere = network.connect("198.51.100.1");
  assert(elsewhere.send(`VERIFY ann ${code}`).join().includes(" SUCCESS "));
});

Deno.test("who is logged in has nothing to verify", () => {
  const [network, ann, code] = pending();
  network.logIn("ann", "alice");
  assertEquals(ann.send(`VERIFY ann ${code}`), [
    ":irc.test FAIL VERIFY ALREADY_AUTHENTICATED alice :You are logged in to an account already",
  ]);
});

Deno.test("a code that cannot be taken now is good afterwards", () => {
  const [network, ann, code] = pending();
  network.canWrite = false;
  assertEquals(ann.send(`VERIFY ann ${code}`), [
    ":irc.test FAIL VERIFY TEMPORARILY_UNAVAILABLE ann " +
    ":That cannot be done now, wait a while and try again",
  ]);
  network.canWrite = true;
  assert(ann.send(`VERIFY ann ${code}`)[0].includes(" SUCCESS "));
});

Deno.test("an account that is not verified in time is gone, and its name is free", () => {
  const [network, ann, code] = pending();
  network.at += HOUR_MS - 2000;
  network.pass(1000);
  assert(network.core.network.records.accounts.has("ann"));
  network.pass(1000);
  assertEquals(network.core.network.records.accounts.has("ann"), false);
  assertEquals(network.store.read(), []);
  assertEquals(ann.send("VERIFY ann " + code).at(-1), WRONG);
});

Deno.test("a code is good no more when its time is over, before anybody has noticed", () => {
  const [network, ann, code] = pending();
  network.at += HOUR_MS;
  assertEquals(ann.send(`VERIFY ann ${code}`), [WRONG]);
});
