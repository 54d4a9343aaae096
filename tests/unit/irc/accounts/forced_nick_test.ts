import { assertEquals } from "@std/assert";
import {
  type AccountRules,
  DEFAULT_ACCOUNT_RULES,
} from "../../../../src/irc/names/account_rules.ts";
import { accountChange, accountOf } from "../../../support/records.ts";
import { said, tellNickServ } from "../../../support/talking.ts";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

function networkWith(
  forceNick = true,
  rules: Partial<AccountRules> = {},
): TestNetwork {
  const accountRules = {
    ...DEFAULT_ACCOUNT_RULES,
    nicknames: "none",
    forceNick,
    ...rules,
  } as const;
  const passwordHash = "hash of sesame";
  return new TestNetwork({ accountRules }, {}, [
    accountChange("ann", accountOf("Ann", { passwordHash })),
  ]);
}

/** Comes with SASL, and would like to be called otherwise. */
function comeAs(network: TestNetwork, nick: string): TestClient {
  const client = network.connect();
  client.send("CAP LS 302", "CAP REQ sasl", `NICK ${nick}`, "USER u 0 * :U");
  client.send("AUTHENTICATE PLAIN");
  client.send(`AUTHENTICATE ${btoa("\0ann\0sesame")}`);
  return client;
}

Deno.test("who logs in is called as the account is", () => {
  const network = networkWith();
  const zoe = network.register("zoe");
  assertEquals(
    tellNickServ(zoe, "IDENTIFY Ann sesame").at(-1),
    ":zoe!~zoe@192.0.2.1 NICK Ann",
  );
});

Deno.test("who has logged in before is called so from the start, whoever has the nickname", () => {
  const network = networkWith();
  const stranger = network.register("ann");
  network.register("zoe");
  stranger.take();
  const client = comeAs(network, "bob");
  const [welcome] = client.send("CAP END");
  assertEquals(
    welcome,
    ":irc.test 001 Ann :Welcome to the TestNet network, Ann!~u@192.0.2.1",
  );
  assertEquals(stranger.take().map(said), [
    "Somebody has logged in whose account is called as you are: you are " +
    "given another nickname.",
    ":ann!~ann@192.0.2.1 NICK Guest-1",
  ]);
});

Deno.test("who is logged in takes no other nickname, but spells it otherwise", () => {
  const network = networkWith();
  const zoe = network.register("zoe");
  tellNickServ(zoe, "IDENTIFY Ann sesame");
  assertEquals(zoe.send("NICK zoe").map(said), [
    ":irc.test 432 Ann zoe :Erroneous nickname",
    "Your nickname is the name of your account here.",
  ]);
  assertEquals(zoe.send("NICK ANN"), [":Ann!~zoe@192.0.2.1 NICK ANN"]);
  tellNickServ(zoe, "LOGOUT");
  assertEquals(zoe.send("NICK zoe"), [":ANN!~zoe@192.0.2.1 NICK zoe"]);
});

Deno.test("a second login that is another user takes the nickname, and the first may take it back", () => {
  const network = networkWith(true, { multiclient: "off" });
  const zoe = network.register("zoe");
  tellNickServ(zoe, "IDENTIFY Ann sesame");
  const client = comeAs(network, "other");
  client.send("CAP END");
  assertEquals(zoe.take().at(-1), ":Ann!~zoe@192.0.2.1 NICK Guest-1");
  assertEquals(zoe.send("NICK ann"), [":Guest-1!~zoe@192.0.2.1 NICK ann"]);
  assertEquals(client.take().at(-1), ":Ann!~u@192.0.2.1 NICK Guest-2");
});

Deno.test("a second login joins who is called so already, whatever it asked for", () => {
  const network = networkWith();
  comeAs(network, "zoe").send("CAP END");
  const client = comeAs(network, "other");
  const welcome = ":irc.test 001 Ann :Welcome to the TestNet network, " +
    "Ann!~u@192.0.2.1";
  assertEquals(client.send("CAP END")[0], welcome);
  assertEquals(network.core.network.users.size, 1);
});

Deno.test("a new configuration holds for who is logged in, and an account that is renamed", () => {
  const network = networkWith(false);
  const zoe = network.register("zoe");
  tellNickServ(zoe, "IDENTIFY Ann sesame");
  const { accountRules } = network.core.network.settings;
  network.reconfigure({ accountRules: { ...accountRules, forceNick: true } });
  assertEquals(zoe.take().at(-1), ":zoe!~zoe@192.0.2.1 NICK Ann");
  const root = network.operator("root");
  tellNickServ(root, "RENAME Ann Anna");
  assertEquals(zoe.take().at(-1), ":Ann!~zoe@192.0.2.1 NICK Anna");
});

Deno.test("without that option, nicknames are as one likes", () => {
  const network = networkWith(false);
  const zoe = network.register("zoe");
  assertEquals(
    tellNickServ(zoe, "IDENTIFY Ann sesame").at(-1),
    "You are logged in to Ann now.",
  );
  assertEquals(zoe.send("NICK bob"), [":zoe!~zoe@192.0.2.1 NICK bob"]);
});
