import { assert, assertEquals } from "@std/assert";
import type { DroppedNameRule } from "../../../../../src/irc/names/account_rules.ts";
import {
  accountChange,
  accountOf,
  channelChange,
  channelOf,
} from "../../../../support/records.ts";
import { tellNickServ } from "../../../../support/talking.ts";
import {
  SETTINGS,
  START,
  TestNetwork,
} from "../../../../support/test_network.ts";

const RANK = { letter: "o", at: START };

function networkWithAnn(droppedNames: DroppedNameRule = "free"): TestNetwork {
  const accountRules = { ...SETTINGS.accountRules, droppedNames };
  const ranks = [
    { ...RANK, account: "ann", by: "eve" },
    { ...RANK, account: "zoe", by: "Ann" },
  ];
  return new TestNetwork({ accountRules }, {}, [
    accountChange("ann", accountOf("Ann", { nicks: ["annie"] })),
    accountChange("eve"),
    channelChange(channelOf("#ann", "Ann")),
    channelChange(channelOf("#eve", "eve", { ranks })),
    channelChange(channelOf("#other", "eve")),
  ]);
}

Deno.test("DROP wants a code that it tells, then deletes the account and ends all its connections", () => {
  const network = networkWithAnn();
  const [zoe, other] = [network.register("zoe"), network.register("other")];
  for (const nick of ["zoe", "other"]) network.logIn(nick, "Ann");
  const [, told] = tellNickServ(zoe, "DROP");
  const form = /^To delete it: \/NS DROP Ann ([0-9a-f]{8})$/;
  const [, code] = form.exec(told) ?? [];
  assert(code);
  for (const order of [`DROP ${code}`, `DROP eve ${code}`, "DROP ann 0"]) {
    assertEquals(tellNickServ(zoe, order)[1], told);
  }
  assertEquals(tellNickServ(zoe, `UNREGISTER ann ${code}`), [
    "The account Ann is deleted.",
    "ERROR :Closing link: zoe[192.0.2.1] (Account deleted)",
  ]);
  assert(other.closed);
  const { accounts, index } = network.core.network.records;
  assertEquals([...accounts.keys()], ["eve"]);
  assertEquals(index.nicks.size, 0);
});

Deno.test("with an account go its channels, and its ranks on others", () => {
  const network = networkWithAnn();
  const zoe = network.register("zoe");
  network.logIn("zoe", "Ann");
  const code = tellNickServ(zoe, "DROP")[1].split(" ").at(-1);
  tellNickServ(zoe, `DROP Ann ${code}`);
  const { channels } = network.core.network.records;
  assertEquals([...channels.keys()], ["#eve", "#other"]);
  assertEquals(channels.get("#eve")?.ranks, [
    { ...RANK, account: "zoe", by: "Ann" },
  ]);
  assertEquals(network.store.read().map(({ key }) => key).sort(), [
    "#eve",
    "#other",
    "eve",
  ]);
});

Deno.test("an account whose deletion cannot be saved is there as before", () => {
  const network = networkWithAnn();
  const zoe = network.register("zoe");
  network.logIn("zoe", "Ann");
  const code = tellNickServ(zoe, "DROP")[1].split(" ").at(-1);
  network.canWrite = false;
  assertEquals(tellNickServ(zoe, `DROP Ann ${code}`), [
    "That cannot be saved now, so that nothing has changed. Try again later.",
  ]);
  const { accounts, channels, index } = network.core.network.records;
  assertEquals([accounts.has("ann"), channels.has("#ann")], [true, true]);
  assertEquals(index.nicks.get("annie"), "ann");
  assertEquals(channels.get("#eve")?.ranks.length, 2);
});

Deno.test("where names are kept, nobody else may have one, until an operator erases it", () => {
  const network = networkWithAnn("kept");
  const zoe = network.register("zoe");
  network.logIn("zoe", "Ann");
  const code = tellNickServ(zoe, "DROP")[1].split(" ").at(-1);
  tellNickServ(zoe, `DROP Ann ${code}`);
  const client = network.register("ann");
  assertEquals(tellNickServ(client, "REGISTER correct-horse"), [
    "Somebody else has that name",
  ]);
  assertEquals(tellNickServ(client, "INFO"), ["There is no account ann."]);
  assertEquals(tellNickServ(client, "IDENTIFY sesame"), [
    "The account or the password is wrong.",
  ]);
  const annie = network.register("annie");
  assert(tellNickServ(annie, "REGISTER correct-horse")[0].includes("is yours"));
  network.pass(5000);
  const root = network.operator("root");
  const [, told] = tellNickServ(root, "ERASE ann");
  tellNickServ(root, told.replace("To delete it: /NS ", ""));
  const lines = tellNickServ(client, "REGISTER correct-horse");
  assertEquals(lines[0], "The account ann is yours now");
});

Deno.test("nobody takes the name of an account, or its nicknames, while its end is not written yet", () => {
  for (const canWrite of [true, false]) {
    const network = networkWithAnn();
    const zoe = network.register("zoe");
    const [annie, ann] = [network.register("annie"), network.register("ann")];
    network.logIn("zoe", "Ann");
    network.logIn("annie", "eve");
    const code = tellNickServ(zoe, "DROP")[1].split(" ").at(-1);
    network.answers = false;
    zoe.send(`NS DROP Ann ${code}`);
    ann.take();
    assert(
      ann.send("REGISTER * * sesame-sesame")[0].includes("ACCOUNT_EXISTS"),
    );
    assertEquals(tellNickServ(annie, "GROUP"), [
      "The nickname annie cannot belong to an account.",
    ]);
    network.canWrite = canWrite;
    network.answer();
    network.canWrite = true;
    network.answers = true;
    annie.take();
    assertEquals(tellNickServ(annie, "GROUP"), [
      `The nickname annie belongs to ${canWrite ? "your" : "another"} account${
        canWrite ? " now" : ""
      }.`,
    ]);
  }
});
