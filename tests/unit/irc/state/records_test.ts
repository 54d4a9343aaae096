import { assertEquals } from "@std/assert";
import { Core } from "../../../../src/irc/core.ts";
import { digestOf } from "../../../../src/irc/snapshot.ts";
import { Records } from "../../../../src/irc/state/records.ts";
import {
  accountChange,
  accountOf,
  banChange,
  banOf,
  channelChange,
  channelOf,
} from "../../../support/records.ts";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("a change gives the change that undoes it: of a new record, of another value, of none", () => {
  const records = new Records();
  const [one, other] = [
    accountOf("Ann"),
    accountOf("Ann", { email: "a@b.test" }),
  ];
  const made = records.set(accountChange("Ann", one));
  const changed = records.set(accountChange("Ann", other));
  const deleted = records.set(accountChange("Ann", null));
  assertEquals(records.accounts.size, 0);
  records.set(deleted);
  assertEquals(records.accounts.get("ann"), other);
  records.set(changed);
  assertEquals(records.accounts.get("ann"), one);
  records.set(made);
  assertEquals(records.accounts.size, 0);
});

Deno.test("each kind of record is found where its kind is, and nowhere else", () => {
  const channel = channelOf("#Chat", "Ann");
  const ban = banOf("192.0.2.7");
  const changes = [
    accountChange("Ann"),
    channelChange(channel),
    banChange(ban),
  ];
  const { records } = new TestNetwork({}, {}, changes).core.network;
  assertEquals([...records.accounts.keys()], ["ann"]);
  assertEquals([...records.channels], [["#chat", channel]]);
  assertEquals([...records.bans], [["K *@192.0.2.7", ban]]);
});

Deno.test("records are in a snapshot, in their order, with what could not be written", () => {
  const network = new TestNetwork({}, {}, [
    accountChange("Zoe", accountOf("Zoe", { metadata: { b: "1", a: "2" } })),
    accountChange("Ann"),
    channelChange(channelOf("#Chat", "Ann", { lists: { b: [] } })),
  ]);
  network.canWrite = false;
  network.operator("root").send("KLINE *@198.51.100.7 :spam");
  const snapshot = network.core.snapshot();
  const restored = Core.restore(
    JSON.parse(JSON.stringify(snapshot)),
    network.archive,
  );
  assertEquals(digestOf(restored.snapshot()), digestOf(snapshot));
  assertEquals(restored.network.records, network.core.network.records);
  const { accounts, unwritten } = restored.network.records;
  assertEquals([...accounts.keys()], ["zoe", "ann"]);
  assertEquals([...unwritten.values()], [
    { kind: "ban", key: "K *@198.51.100.7/32" },
  ]);
});
