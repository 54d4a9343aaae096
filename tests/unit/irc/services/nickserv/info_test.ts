import { assertEquals } from "@std/assert";
import { accountChange, accountOf } from "../../../../support/records.ts";
import { tellNickServ } from "../../../../support/talking.ts";
import { START, TestNetwork } from "../../../../support/test_network.ts";

const REGISTERED = "Registered: Wed, 31 Dec 2025 23:59:58 GMT";

function networkWithAccounts(): TestNetwork {
  const suspended = { by: "root", at: START, until: START + 1000, reason: "x" };
  return new TestNetwork({}, {}, [
    accountChange(
      "ann",
      accountOf("Ann", { email: "a@example.org", nicks: ["annie", "an"] }),
    ),
    accountChange("eve", accountOf("eve", { settings: { private: "on" } })),
    accountChange("new", accountOf("new", { verifiedAt: null })),
    accountChange("bad", accountOf("bad", { suspended })),
  ]);
}

Deno.test("INFO tells of an account, found by any of its nicknames", () => {
  const zoe = networkWithAccounts().register("zoe");
  const lines = ["Account Ann", REGISTERED, "Nicknames: Ann annie an"];
  assertEquals(tellNickServ(zoe, "INFO ann"), lines);
  assertEquals(tellNickServ(zoe, "INFO ANNIE"), lines);
  assertEquals(tellNickServ(zoe, "INFO nobody"), [
    "There is no account nobody.",
  ]);
  assertEquals(tellNickServ(zoe, "INFO"), ["There is no account zoe."]);
  assertEquals(tellNickServ(zoe, "INFO bob"), [
    "Account Bob",
    "It is set in the configuration of the server.",
  ]);
});

Deno.test("INFO tells more to the owner, and to operators who may", () => {
  const network = networkWithAccounts();
  const zoe = network.register("zoe");
  network.logIn("zoe", "Ann");
  const lines = [
    "Account Ann",
    REGISTERED,
    "Nicknames: Ann annie an",
    "Logged in now: zoe",
    "E-mail address: a@example.org",
  ];
  assertEquals(tellNickServ(zoe, "INFO"), lines);
  const root = network.operator("root");
  assertEquals(tellNickServ(root, "INFO ann"), lines);
  assertEquals(
    tellNickServ(root, "INFO new").at(-1),
    "It is not verified yet.",
  );
  assertEquals(
    tellNickServ(root, "INFO bad").at(-1),
    "Suspended by root until Thu, 01 Jan 2026 00:00:01 GMT: x",
  );
  assertEquals(tellNickServ(zoe, "INFO bad").length, 3);
});

Deno.test("INFO keeps the nicknames of who wants that", () => {
  const zoe = networkWithAccounts().register("zoe");
  assertEquals(tellNickServ(zoe, "INFO eve"), ["Account eve", REGISTERED]);
});
