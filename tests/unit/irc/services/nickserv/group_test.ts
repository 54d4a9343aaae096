import { assertEquals } from "@std/assert";
import type { Limits } from "../../../../../src/irc/names/limits.ts";
import { accountChange, accountOf } from "../../../../support/records.ts";
import { tellNickServ } from "../../../../support/talking.ts";
import {
  SETTINGS,
  type TestClient,
  TestNetwork,
} from "../../../../support/test_network.ts";

function start(limits: Partial<Limits> = {}): [TestNetwork, TestClient] {
  const network = new TestNetwork({}, limits, [
    accountChange("ann", accountOf("Ann", { nicks: ["annie"] })),
    accountChange("eve"),
  ]);
  const zoe = network.register("zoe");
  network.logIn("zoe", "Ann");
  return [network, zoe];
}

function nicksOf({ core: { network } }: TestNetwork) {
  return network.records.accounts.get("ann")?.nicks;
}

Deno.test("GROUP makes the nickname that one has one's own, reserved like the name", () => {
  const [network, zoe] = start();
  assertEquals(tellNickServ(zoe, "GROUP"), [
    "The nickname zoe belongs to your account now.",
  ]);
  assertEquals(nicksOf(network), ["annie", "zoe"]);
  assertEquals(tellNickServ(zoe, "GROUP"), [
    "The nickname zoe is yours already.",
  ]);
  network.reconfigure({
    accountRules: { ...SETTINGS.accountRules, nicknames: "strict" },
  });
  zoe.send("NICK other");
  const bob = network.register("Zoe");
  assertEquals(network.core.network.findUser("zoe"), undefined);
  assertEquals(bob.closed, false);
});

Deno.test("GROUP takes no nickname of another account, and none that cannot be one", () => {
  const [network, zoe] = start();
  for (const nick of ["EVE", "alice"]) {
    zoe.send(`NICK ${nick}`);
    assertEquals(tellNickServ(zoe, "GROUP"), [
      `The nickname ${nick} belongs to another account.`,
    ]);
  }
  zoe.send("NICK Guest-3");
  assertEquals(tellNickServ(zoe, "GROUP"), [
    "The nickname Guest-3 cannot belong to an account.",
  ]);
  assertEquals(nicksOf(network), ["annie"]);
});

Deno.test("an account has a limited number of nicknames", () => {
  const [network, zoe] = start({ accountNicks: 1 });
  assertEquals(tellNickServ(zoe, "GROUP"), [
    "An account has at most 1 nicknames besides its name: give one back with UNGROUP.",
  ]);
  assertEquals(nicksOf(network), ["annie"]);
});

Deno.test("UNGROUP gives a nickname back, and neither the name nor what is not one's own", () => {
  const [network, zoe] = start();
  assertEquals(tellNickServ(zoe, "UNGROUP ANNIE"), [
    "The nickname ANNIE is anybody's now.",
  ]);
  assertEquals(nicksOf(network), []);
  assertEquals(tellNickServ(zoe, "UNGROUP"), [
    "The nickname zoe does not belong to your account.",
  ]);
  assertEquals(tellNickServ(zoe, "UNGROUP ann"), [
    "That is what the account is called: DROP would delete all of it.",
  ]);
});

Deno.test("an account of the configuration has its name and no other nickname", () => {
  const [network] = start();
  const zoe = network.register("zoey");
  network.logIn("zoey", "alice");
  for (
    const order of ["GROUP", "UNGROUP zoey", "SET private on", "CERT LIST"]
  ) {
    assertEquals(tellNickServ(zoe, order), [
      "The account alice is set in the configuration of the server: " +
      "it cannot be changed here.",
    ]);
  }
});
