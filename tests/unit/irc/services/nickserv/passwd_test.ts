import { assert, assertEquals } from "@std/assert";
import { accountChange, accountOf } from "../../../../support/records.ts";
import { SlowNetwork } from "../../../../support/slow_network.ts";
import { tellNickServ } from "../../../../support/talking.ts";
import {
  type TestClient,
  TestNetwork,
} from "../../../../support/test_network.ts";

const passwordHash = "hash of sesame";
const RECORDS = [
  accountChange("ann", accountOf("Ann", { passwordHash })),
  accountChange("keys", accountOf("keys")),
];

function loggedIn(account: string): [TestNetwork, TestClient] {
  const network = new TestNetwork({}, {}, RECORDS);
  const zoe = network.register("zoe");
  network.logIn("zoe", account);
  return [network, zoe];
}

function hashOf({ core: { network } }: TestNetwork, name: string) {
  return network.records.accounts.get(name)?.passwordHash;
}

Deno.test("PASSWD takes the old password, and keeps the new one with what SCRAM needs", () => {
  const [network, zoe] = loggedIn("Ann");
  assertEquals(tellNickServ(zoe, "PASSWD sesame correct-horse"), [
    "The account Ann has another password now.",
  ]);
  const account = network.core.network.records.accounts.get("ann");
  assertEquals(account?.passwordHash, "hash of correct-horse");
  assert(account?.scram !== null);
  assert(JSON.stringify(network.store.read()).includes("correct-horse"));
});

Deno.test("PASSWD refuses a wrong one, and ends the connection at the third", () => {
  const [network, zoe] = loggedIn("Ann");
  const wrong = "PASSWD wrong correct-horse";
  assertEquals(tellNickServ(zoe, wrong), ["The old password is wrong."]);
  tellNickServ(zoe, wrong);
  assert(tellNickServ(zoe, wrong).at(-1)?.startsWith("ERROR "));
  assertEquals(hashOf(network, "ann"), passwordHash);
});

Deno.test("PASSWD wants a password that REGISTER would take", () => {
  const [network, zoe] = loggedIn("Ann");
  assertEquals(tellNickServ(zoe, "PASSWD sesame short"), [
    "A password has at least 8 characters, and is not the name.",
  ]);
  assertEquals(hashOf(network, "ann"), passwordHash);
});

Deno.test("PASSWD cannot change what stands in the configuration", () => {
  const [, zoe] = loggedIn("alice");
  assertEquals(tellNickServ(zoe, "PASSWD sesame correct-horse"), [
    "The account alice is set in the configuration of the server: " +
    "it cannot be changed here.",
  ]);
});

Deno.test("PASSWD gives a first password to an account that has none, and to no other", () => {
  const [network, zoe] = loggedIn("keys");
  assertEquals(tellNickServ(zoe, "PASSWD * correct-horse"), [
    "The account keys has another password now.",
  ]);
  assertEquals(hashOf(network, "keys"), "hash of correct-horse");
  assertEquals(tellNickServ(zoe, "PASSWD * other-horse"), [
    "The old password is wrong.",
  ]);
});

Deno.test("a password that cannot be saved stays as it was", () => {
  const [network, zoe] = loggedIn("Ann");
  network.canWrite = false;
  assertEquals(tellNickServ(zoe, "PASSWD sesame correct-horse"), [
    "That cannot be saved now, so that nothing has changed. Try again later.",
  ]);
  assertEquals(hashOf(network, "ann"), passwordHash);
});

Deno.test("who comes to another account meanwhile changes no password", () => {
  const network = new SlowNetwork({}, {}, RECORDS);
  const zoe = network.register("zoe");
  network.logIn("zoe", "Ann");
  zoe.send("NS PASSWD sesame correct-horse");
  network.answer();
  network.logIn("zoe", "keys");
  network.answer();
  network.answer();
  assertEquals([hashOf(network, "ann"), hashOf(network, "keys")], [
    passwordHash,
    null,
  ]);
});
