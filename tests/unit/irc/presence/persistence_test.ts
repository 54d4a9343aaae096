import { assert, assertEquals } from "@std/assert";
import { accountChange, accountOf } from "../../../support/records.ts";
import { tellNickServ } from "../../../support/talking.ts";
import {
  SETTINGS,
  type TestClient,
  TestNetwork,
} from "../../../support/test_network.ts";

const CAPABILITY = ["draft/persistence"];

function networkWith(alwaysOn: "off" | "opt-in" | "opt-out" = "opt-in") {
  const accountRules = { ...SETTINGS.accountRules, alwaysOn };
  const passwordHash = "hash of sesame";
  return new TestNetwork({ accountRules }, {}, [
    accountChange("ann", accountOf("Ann", { passwordHash })),
  ]);
}

function statusOf(lines: readonly string[]): string[] {
  return lines.filter((line) => line.includes(" PERSISTENCE "));
}

function status(wanted: string, effective: string): string[] {
  return [`:irc.test PERSISTENCE STATUS ${wanted} ${effective}`];
}

Deno.test("a client is told on connecting whether it stays, if it is logged in", () => {
  const network = networkWith();
  const ann = network.comeAs("ann", "ann", CAPABILITY);
  assertEquals(statusOf(ann.take()), status("DEFAULT", "OFF"));
  const bob = network.connect().enable(...CAPABILITY);
  bob.send("NICK bob", "USER bob 0 * :Bob");
  assertEquals(statusOf(bob.send("CAP END")), []);
  assertEquals(statusOf(network.comeAs("ann", "ann").take()), []);
});

Deno.test("PERSISTENCE SET says what the account wants, and GET what holds", () => {
  const network = networkWith("opt-out");
  const ann = network.comeAs("ann", "ann", CAPABILITY);
  ann.take();
  assertEquals(ann.send("PERSISTENCE GET"), status("DEFAULT", "ON"));
  assertEquals(ann.send("PERSISTENCE SET OFF"), status("OFF", "OFF"));
  assertEquals(network.core.network.findUser("ann")?.kept, null);
  assertEquals(ann.send("persistence set on"), status("ON", "ON"));
  assert(network.core.network.findUser("ann")?.kept !== null);
  assertEquals(ann.send("PERSISTENCE SET DEFAULT"), status("DEFAULT", "ON"));
  assertEquals(network.core.network.records.accounts.get("ann")?.settings, {});
});

Deno.test("a change is told to the other connections too, the label is the asker's", () => {
  const network = networkWith();
  const capabilities = [...CAPABILITY, "batch", "labeled-response"];
  const ann = network.comeAs("ann", "ann", capabilities);
  const other = network.comeAs("ann", "ann", CAPABILITY);
  const simple = network.comeAs("ann", "ann");
  for (const client of [ann, other, simple]) client.take();
  assertEquals(ann.send("@label=x PERSISTENCE SET ON"), [
    `@label=x ${status("ON", "ON")}`,
  ]);
  assertEquals(other.take(), status("ON", "ON"));
  assertEquals(simple.take(), []);
  tellNickServ(simple, "SET private on");
  tellNickServ(simple, "SET always-on off");
  assertEquals(ann.take(), status("OFF", "OFF"));
});

const FAIL = ":irc.test FAIL PERSISTENCE";

Deno.test("PERSISTENCE is refused without an account, and with what it does not know", () => {
  const network = networkWith();
  const bob = network.register("bob").enable(...CAPABILITY);
  assertEquals(bob.send("PERSISTENCE GET"), [
    `${FAIL} ACCOUNT_REQUIRED :You must log in to an account first`,
  ]);
  const ann: TestClient = network.comeAs("ann", "ann", CAPABILITY);
  ann.take();
  for (const line of ["SET", "SET maybe", "TOGGLE", "STATUS ON ON"]) {
    assertEquals(ann.send(`PERSISTENCE ${line}`), [
      `${FAIL} INVALID_PARAMS :Invalid parameters`,
    ]);
  }
});

Deno.test("what cannot be written is refused, and an account of the configuration is as that says", () => {
  const network = networkWith();
  const ann = network.comeAs("ann", "ann", CAPABILITY);
  ann.take();
  network.canWrite = false;
  assertEquals(ann.send("PERSISTENCE SET ON"), [
    `${FAIL} UNKNOWN_ERROR :It cannot be saved now`,
  ]);
  assertEquals(ann.send("PERSISTENCE GET"), status("DEFAULT", "OFF"));
  const alice = network.comeAs("alice", "alice", CAPABILITY);
  alice.take();
  assertEquals(alice.send("PERSISTENCE SET ON"), [
    `${FAIL} UNKNOWN_ERROR :Your account is set in the configuration of the ` +
    "server",
  ]);
});

Deno.test("there is no such capability where nobody stays", () => {
  const client = networkWith("off").connect();
  assertEquals(
    client.send("CAP LS 302").some((line) => line.includes("persistence")),
    false,
  );
});
