import { assertEquals } from "@std/assert";
import { expel } from "../../../../../src/irc/users/quitting.ts";
import { accountChange, accountOf } from "../../../../support/records.ts";
import { tellNickServ } from "../../../../support/talking.ts";
import { START, TestNetwork } from "../../../../support/test_network.ts";

const DAY_MS = 86_400_000;
const TODAY = "Last seen: Thu, 01 Jan 2026";
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
    TODAY,
    "Nicknames: Ann annie an",
    "Logged in now: zoe",
    "E-mail address: a@example.org",
  ];
  assertEquals(tellNickServ(zoe, "INFO"), lines);
  const root = network.operator("root");
  assertEquals(tellNickServ(root, "INFO ann"), [
    ...lines.slice(0, -1),
    "E-mail address: a...@e...",
  ]);
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

Deno.test("INFO tells on which day somebody was there last, over restarts", () => {
  const network = networkWithAccounts();
  const [zoe, ann] = [network.register("zoe"), network.register("ann")];
  const seen = (client = zoe) =>
    tellNickServ(client, "INFO ann").filter((line) => line.startsWith("Last"));
  assertEquals(seen(), []);
  network.logIn("ann", "Ann");
  assertEquals(seen(), [TODAY]);
  network.at += 2 * DAY_MS;
  assertEquals(seen(), ["Last seen: Sat, 03 Jan 2026"]);
  ann.send("QUIT");
  network.at += 2 * DAY_MS;
  assertEquals(seen(), ["Last seen: Sat, 03 Jan 2026"]);
  const { jots, store } = network;
  const next = new TestNetwork({}, {}, store.read(), jots.read());
  assertEquals(seen(next.register("zoe")), ["Last seen: Sat, 03 Jan 2026"]);
});

for (const way of ["logout", "quit", "kill", "fault", "another account"]) {
  Deno.test(`the day is that of the end of the last login: ${way}`, () => {
    const network = networkWithAccounts();
    const ann = network.register("ann");
    network.logIn("ann", "Ann");
    network.at += 2 * DAY_MS;
    const root = network.operator("root");
    if (way === "logout") ann.send("NS LOGOUT");
    if (way === "quit") ann.disconnect();
    if (way === "kill") root.send("KILL ann :x");
    if (way === "another account") network.logIn("ann", "eve");
    if (way === "fault") expel(network.session(ann), "Internal error");
    network.at += 2 * DAY_MS;
    const lines = tellNickServ(root, "INFO ann");
    assertEquals(lines[2], "Last seen: Sat, 03 Jan 2026");
  });
}

Deno.test("who is logged in for days is noted once a day, for whatever may happen", () => {
  const network = new TestNetwork(
    { pingIntervalMs: 1000 * DAY_MS },
    {},
    [accountChange("ann")],
  );
  network.register("ann");
  network.logIn("ann", "Ann");
  network.apply({ kind: "tick" });
  network.answers = false;
  for (let hours = 0; hours < 72; hours++) {
    network.at += DAY_MS / 24;
    network.apply({ kind: "tick" });
  }
  assertEquals(network.asked.map(({ kind }) => kind), ["jot", "jot", "jot"]);
});

Deno.test("SET last-seen hidden keeps the day from others, not from operators", () => {
  const network = networkWithAccounts();
  const [zoe, ann] = [network.register("zoe"), network.register("ann")];
  network.logIn("ann", "Ann");
  ann.send("NS SET last-seen hidden");
  const asks = [ann, network.operator("root"), zoe];
  assertEquals(
    asks.map((client) => tellNickServ(client, "INFO ann").includes(TODAY)),
    [true, true, false],
  );
});

Deno.test("who is renamed leaves no day to who has the name next", () => {
  const network = networkWithAccounts();
  const root = network.operator("root");
  network.register("zoe");
  network.logIn("zoe", "Ann");
  root.send("NS RENAME Ann Annette");
  assertEquals(network.jots.read().map(({ key }) => key), ["annette"]);
});

Deno.test("INFO keeps the nicknames of who wants that", () => {
  const zoe = networkWithAccounts().register("zoe");
  assertEquals(tellNickServ(zoe, "INFO eve"), ["Account eve", REGISTERED]);
});
