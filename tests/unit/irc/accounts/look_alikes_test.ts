import { assertEquals } from "@std/assert";
import { DEFAULT_ACCOUNT_RULES } from "../../../../src/irc/names/account_rules.ts";
import { accountChange, accountOf } from "../../../support/records.ts";
import { said, tellNickServ } from "../../../support/talking.ts";
import { TestNetwork } from "../../../support/test_network.ts";

const PASSWORD = "correct horse";

function networkWith(): TestNetwork {
  return new TestNetwork({ accountRules: DEFAULT_ACCOUNT_RULES }, {}, [
    accountChange("evan", accountOf("evan", { nicks: ["mark"] })),
    accountChange("ian", accountOf("Ian")),
    accountChange(
      "gone",
      accountOf("gone", { verifiedAt: null, droppedAt: 1 }),
    ),
    accountChange("z0e", accountOf("z0e")),
  ]);
}

const HINT = (nick: string) =>
  `The nickname ${nick} looks like one that belongs to an account. Log in to ` +
  "it with SASL or /NS IDENTIFY, or choose another nickname.";

Deno.test("a nickname that looks like one of an account is refused with 433 to all but its owner", () => {
  const network = networkWith();
  const zoe = network.register("anna");
  zoe.take();
  for (
    const nick of ["еvan", "ＥＶＡＮ", "rnark", "lan", "a1ice", "zoe", "вob"]
  ) {
    assertEquals(zoe.send(`NICK ${nick}`).map(said), [
      `:irc.test 433 anna ${nick} :Nickname is already in use`,
      HINT(nick),
    ]);
  }
  network.logIn("anna", "evan");
  assertEquals(zoe.send("NICK еvan"), [":anna!~anna@192.0.2.1 NICK еvan"]);
  assertEquals(zoe.send("NICK rnark"), [":еvan!~anna@192.0.2.1 NICK rnark"]);
});

Deno.test("who has a nickname of its own may have it, whatever it looks like", () => {
  const network = new TestNetwork(
    { accountRules: DEFAULT_ACCOUNT_RULES },
    {},
    ["zoe", "z0e"].map((name) => accountChange(name)),
  );
  const zoe = network.register("anna");
  network.logIn("anna", "z0e");
  zoe.take();
  assertEquals(zoe.send("NICK z0e"), [":anna!~anna@192.0.2.1 NICK z0e"]);
  assertEquals(zoe.send("NICK zoe").map(said), [
    ":irc.test 433 z0e zoe :Nickname is already in use",
    "The nickname zoe belongs to an account. Log in to it with SASL or /NS " +
    "IDENTIFY, or choose another nickname.",
  ]);
});

Deno.test("nobody registers an account that looks like another, or like one whose name is kept", () => {
  const network = networkWith();
  for (const nick of ["g0ne", "gоne"]) {
    const client = network.register(nick);
    client.take();
    assertEquals(client.send(`REGISTER * * :${PASSWORD}`), [
      `:irc.test FAIL REGISTER ACCOUNT_EXISTS ${nick} :Somebody else has that name`,
    ]);
  }
});

Deno.test("a nickname that looks like one of one's own can be grouped, and no other", () => {
  const network = networkWith();
  const anna = network.register("anna");
  network.logIn("anna", "evan");
  const root = network.operator("root");
  anna.send("NICK еvan");
  assertEquals(tellNickServ(anna, "GROUP"), [
    "The nickname еvan belongs to your account now.",
  ]);
  root.send("SANICK еvan 1an");
  assertEquals(tellNickServ(anna, "GROUP"), [
    "The nickname 1an cannot belong to an account.",
  ]);
});

Deno.test("an account is renamed to look like itself, and like no other", () => {
  const network = networkWith();
  const root = network.operator("root");
  assertEquals(tellNickServ(root, "RENAME evan 1an"), [
    "An account has the name 1an already.",
  ]);
  assertEquals(tellNickServ(root, "RENAME evan EVАN"), [
    "The account evan is called EVАN now.",
  ]);
  assertEquals(tellNickServ(root, "RENAME Ian IAN"), [
    "The account Ian is called IAN now.",
  ]);
});

Deno.test("who looks like an account must give up the nickname when it is registered", () => {
  const network = networkWith();
  const fake = network.register("peteг");
  const owner = network.register("peter");
  fake.take();
  owner.send(`REGISTER * * :${PASSWORD}`);
  assertEquals(fake.take().map(said), [
    "The nickname peteг looks like one that belongs to an account. You are " +
    "not logged in to it: you are given another nickname.",
    ":peteг!~peteг@192.0.2.1 NICK Guest-1",
  ]);
});

Deno.test("nobody looks like a service, with an account or without", () => {
  const network = networkWith();
  const zoe = network.register("anna");
  zoe.take();
  for (const nick of ["N1ckServ", "NickSеrv", "ＮＩＣＫＳＥＲＶ"]) {
    const [line] = zoe.send(`NICK ${nick}`);
    assertEquals(line, nick === "N1ckServ" ? LOOKS_OTHERWISE : refusal(nick));
  }
});

/** "1" looks like "l", not like "i". */
const LOOKS_OTHERWISE = ":anna!~anna@192.0.2.1 NICK N1ckServ";

function refusal(nick: string): string {
  return `:irc.test 432 N1ckServ ${nick} :Erroneous nickname`;
}
