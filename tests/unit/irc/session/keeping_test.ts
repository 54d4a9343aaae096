import { assertEquals } from "@std/assert";
import { Core } from "../../../../src/irc/core.ts";
import { keep, note } from "../../../../src/irc/session/keeping.ts";
import type { Change } from "../../../../src/irc/state/records.ts";
import { accountChange, accountOf } from "../../../support/records.ts";
import { SlowNetwork } from "../../../support/slow_network.ts";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

/** What is gone on with: OPER, which succeeds or fails as records are written or not. */
const ROOT = { name: "root", passwordHash: "hash of secret" };

const HOLDS = ":irc.test NOTICE * :*** What was changed holds, " +
  "but cannot be saved for the next start; that is tried again";
const SAVED = ":irc.test NOTICE * :*** What could not be saved is saved now";

/** Changes records for a client that is told whether they are written. */
function keepFor(
  network: TestNetwork,
  client: TestClient,
  ...changes: Change[]
): void {
  const session = network.session(client);
  keep(network.core.network, session, changes, "operator", ROOT);
  // What asks in truth is a command.
  client.send("PING asked");
}

function emailOf({ core }: TestNetwork, account: string): string | null {
  return core.network.records.accounts.get(account)?.email ?? null;
}

function withEmail(name: string, email: string): Change {
  return accountChange(name, accountOf(name, { email }));
}

Deno.test("records change at once; lines wait until they are written, and then it is told", () => {
  const network = new SlowNetwork();
  const ann = network.register("ann");
  keepFor(network, ann, withEmail("ann", "a@b.test"));
  assertEquals(emailOf(network, "ann"), "a@b.test");
  assertEquals([ann.take(), network.store.read()], [[], []]);
  network.answer();
  assertEquals(network.store.read(), [withEmail("ann", "a@b.test")]);
  assertEquals(ann.take().slice(-2), [
    ":irc.test 381 ann :You are now an IRC operator",
    ":irc.test PONG irc.test :asked",
  ]);
});

Deno.test("what cannot be written is undone, all of it, and that is told", () => {
  const network = new SlowNetwork({}, {}, [
    withEmail("ann", "old@b.test"),
    accountChange("zoe"),
  ]);
  const ann = network.register("ann");
  network.canWrite = false;
  keepFor(
    network,
    ann,
    withEmail("ann", "new@b.test"),
    accountChange("zoe", null),
    accountChange("bob"),
    withEmail("bob", "twice@b.test"),
  );
  assertEquals(emailOf(network, "bob"), "twice@b.test");
  network.answer();
  const { accounts } = network.core.network.records;
  assertEquals([...accounts.values()], [
    accountOf("ann", { email: "old@b.test" }),
    accountOf("zoe"),
  ]);
  assertEquals(ann.take(), [
    ":irc.test 464 ann :Password incorrect",
    ":irc.test PONG irc.test :asked",
  ]);
});

Deno.test("what another has changed meanwhile is not undone, and nobody brings back what was never written", () => {
  const network = new SlowNetwork({}, {}, [withEmail("zoe", "old@b.test")]);
  const [ann, bob] = [network.register("ann"), network.register("bob")];
  network.canWrite = false;
  keepFor(network, ann, withEmail("zoe", "one@b.test"));
  keepFor(network, bob, withEmail("zoe", "two@b.test"));
  network.answer(1);
  assertEquals(emailOf(network, "zoe"), "two@b.test");
  network.answer(1);
  assertEquals(emailOf(network, "zoe"), "old@b.test");
});

Deno.test("what cannot be written is undone though the client has gone", () => {
  const network = new SlowNetwork();
  const ann = network.register("ann");
  network.canWrite = false;
  keepFor(network, ann, accountChange("ann"));
  ann.disconnect();
  network.answer();
  const { records, requests } = network.core.network;
  assertEquals([records.accounts.size, requests.size], [0, 0]);
});

Deno.test("a restored core undoes what the one before it has asked for", () => {
  const network = new SlowNetwork();
  const ann = network.register("ann");
  keepFor(network, ann, accountChange("ann"));
  const snapshot = JSON.parse(JSON.stringify(network.core.snapshot()));
  const restored = Core.restore(snapshot, network.archive);
  const [{ request }] = network.asked as { request: number }[];
  const { at } = network;
  const told: string[] = [];
  restored.attach(ann.id, { write: ({ text }) => told.push(text), close() {} });
  restored.apply({ kind: "answer", at, request, outcome: false });
  assertEquals(restored.network.records.accounts.size, 0);
  assertEquals(told[0], ":irc.test 464 ann :Password incorrect");
});

Deno.test("what is noted holds though it cannot be written: operators are told once, who asked each time", () => {
  const network = new TestNetwork();
  const [root, other] = [network.operator("root"), network.operator("other")];
  root.send("MODE root +s");
  network.canWrite = false;
  root.take();
  other.take();
  const mine = HOLDS.replace("*", "other");
  assertEquals(other.send("KLINE *@198.51.100.1 :x"), [mine]);
  assertEquals(root.take().filter((line) => line === HOLDS), [HOLDS]);
  assertEquals(other.send("KLINE *@198.51.100.2 :x"), [mine]);
  assertEquals(root.take().filter((line) => line === HOLDS), []);
  assertEquals(root.send("KLINE *@198.51.100.3 :x").length, 2);
  assertEquals(other.take(), []);
  assertEquals(network.core.network.records.bans.size, 3);
});

Deno.test("what could not be written is written with the next change, as it is by then", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  root.send("MODE root +s", "KLINE *@198.51.100.1 :old");
  network.canWrite = false;
  root.send("KLINE *@198.51.100.1 :x", "KLINE *@198.51.100.2 :x");
  root.send("UNKLINE *@198.51.100.1", "KLINE *@198.51.100.2 :new");
  network.canWrite = true;
  assertEquals(root.send("KLINE *@198.51.100.3 :x").at(-1), SAVED);
  assertEquals(network.bans.map(({ mask, reason }) => `${mask} ${reason}`), [
    "*@198.51.100.2/32 new",
    "*@198.51.100.3/32 x",
  ]);
  assertEquals(root.send("KLINE *@198.51.100.4 :x").length, 1);
});

Deno.test("what could not be written is tried again every 30 seconds", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  root.send("MODE root +s");
  network.canWrite = false;
  root.send("KLINE *@198.51.100.1 :x");
  network.pass(31_000);
  network.canWrite = true;
  network.pass(28_000);
  assertEquals(network.bans, []);
  root.take();
  network.pass(2000);
  assertEquals(root.take().filter((line) => line.includes("***")), [SAVED]);
  assertEquals(network.bans.length, 1);
  const { unwritten } = network.core.network.records;
  assertEquals(unwritten.size, 0);
});

Deno.test("a change that nobody asked for is told to operators alone when it cannot be written", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  root.send("MODE root +s");
  const ann = network.register("ann");
  ann.take();
  root.take();
  network.canWrite = false;
  note(network.core.network, [accountChange("ann")]);
  assertEquals([ann.send("PING x").length, root.take()], [1, [HOLDS]]);
});
