import { assert, assertEquals } from "@std/assert";
import { DEFAULT_ACCOUNT_RULES } from "../../../../src/irc/names/account_rules.ts";
import { accountChange, accountOf } from "../../../support/records.ts";
import { said, tellNickServ } from "../../../support/talking.ts";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

const CLOAK = "eneibhns.hclicgka.wa5zvhxg.ip";
const HOST = "ann.users.testnet";

function networkWith(cloaks = true, userModes = "x"): TestNetwork {
  const accountRules = {
    ...DEFAULT_ACCOUNT_RULES,
    nicknames: "none",
    cloaks,
  } as const;
  const passwordHash = "hash of sesame";
  const settings = { accountRules, userModes, cloakKey: "secret" };
  return new TestNetwork(settings, {}, [
    accountChange("ann", accountOf("Ann", { passwordHash })),
    accountChange("eve", accountOf("eve", { passwordHash })),
  ]);
}

function comeWithSasl(network: TestNetwork, nick: string): TestClient {
  const client = network.connect();
  client.send("CAP LS 302", "CAP REQ sasl", `NICK ${nick}`, "USER u 0 * :U");
  client.send("AUTHENTICATE PLAIN");
  client.send(`AUTHENTICATE ${btoa("\0ann\0sesame")}`);
  client.send("CAP END");
  return client;
}

function hostOf(network: TestNetwork, nick: string): string | undefined {
  return network.core.network.findUser(nick)?.host;
}

Deno.test("who logs in before it is registered is never seen with another host than its account's", () => {
  const network = networkWith();
  const [watcher] = network.channel("#a", "watcher");
  watcher.enable("extended-monitor", "chghost", "account-notify");
  watcher.send("MONITOR + zoe");
  const client = comeWithSasl(network, "zoe");
  client.send("JOIN #a");
  assertEquals(watcher.take(), [
    `:irc.test 730 watcher :zoe!~u@${HOST}`,
    `:zoe!~u@${HOST} JOIN #a`,
  ]);
});

Deno.test("a login is followed by CHGHOST, or by QUIT and JOIN; a logout too", () => {
  const network = networkWith();
  const [zoe, knowing, other] = network.channel(
    "#a",
    "zoe",
    "knowing",
    "other",
  );
  knowing.enable("chghost", "account-notify");
  tellNickServ(zoe, "IDENTIFY Ann sesame");
  assertEquals(knowing.take(), [
    `:zoe!~zoe@${CLOAK} ACCOUNT Ann`,
    `:zoe!~zoe@${CLOAK} CHGHOST ~zoe ${HOST}`,
  ]);
  assertEquals(other.take(), [
    `:zoe!~zoe@${CLOAK} QUIT :Changing host`,
    `:zoe!~zoe@${HOST} JOIN #a`,
    ":irc.test MODE #a +o zoe",
  ]);
  assertEquals(tellNickServ(zoe, "LOGOUT"), [
    `:irc.test 901 zoe zoe!~zoe@${HOST} :You are now logged out`,
    `:irc.test 396 zoe ${CLOAK} :is now your visible host`,
  ]);
  assertEquals(
    knowing.take().at(-1),
    `:zoe!~zoe@${HOST} CHGHOST ~zoe ${CLOAK}`,
  );
});

Deno.test("-x shows the address, and +x the host of the account", () => {
  const network = networkWith(true, "");
  const zoe = network.register("zoe");
  tellNickServ(zoe, "IDENTIFY Ann sesame");
  assertEquals(hostOf(network, "zoe"), "192.0.2.1");
  zoe.send("MODE zoe +x");
  assertEquals(hostOf(network, "zoe"), HOST);
  zoe.send("MODE zoe -x");
  assertEquals(hostOf(network, "zoe"), "192.0.2.1");
});

Deno.test("the same account has the same host wherever it comes from", () => {
  const network = networkWith();
  const hosts = ["192.0.2.7", "2001:db8::1"].map((address, index) => {
    const client = network.register(`zoe${index}`, address);
    tellNickServ(client, "IDENTIFY Ann sesame");
    return hostOf(network, `zoe${index}`);
  });
  assertEquals(hosts, [HOST, HOST]);
});

Deno.test("a ban of the account's host, or of the cloak, holds after a logout and a login", () => {
  for (const mask of [`*!*@${HOST}`, `*!*@${CLOAK}`]) {
    const network = networkWith();
    const [root, zoe] = network.channel("#a", "root", "zoe");
    tellNickServ(zoe, "IDENTIFY Ann sesame");
    root.send(`MODE #a +b ${mask}`);
    const refusal = ":irc.test 404 zoe #a :Cannot send to channel (+b)";
    assertEquals(zoe.send("PRIVMSG #a :hi").at(-1), refusal);
    tellNickServ(zoe, "LOGOUT");
    assertEquals(zoe.send("PRIVMSG #a :hi").at(-1), refusal);
    tellNickServ(zoe, "IDENTIFY eve sesame");
    assertEquals(zoe.send("PRIVMSG #a :hi").at(-1), refusal);
  }
});

Deno.test("no mask finds out an address that the account's host has hidden from the start", () => {
  const network = networkWith();
  const [root] = network.channel("#a", "root");
  const client = comeWithSasl(network, "zoe");
  client.send("JOIN #a");
  client.take();
  root.send("MODE #a +b *!*@192.0.2.1");
  assertEquals(
    client.send("PRIVMSG #a :hi").filter((line) => / 404 /.test(line)),
    [],
  );
});

Deno.test("who logs in and out again and again must wait", () => {
  const network = networkWith();
  const zoe = network.register("zoe");
  for (let count = 0; count < 5; count++) {
    tellNickServ(zoe, "IDENTIFY Ann sesame");
    assert(tellNickServ(zoe, "LOGOUT").some((line) => / 901 /.test(line)));
  }
  tellNickServ(zoe, "IDENTIFY Ann sesame");
  const refusal = ["You change your host too often: wait a while."];
  assertEquals(tellNickServ(zoe, "LOGOUT"), refusal);
  assertEquals(tellNickServ(zoe, "IDENTIFY eve sesame"), refusal);
  zoe.enable("sasl");
  zoe.send("AUTHENTICATE PLAIN");
  const [line] = zoe.send(`AUTHENTICATE ${btoa("\0eve\0sesame")}`);
  assertEquals(line, ":irc.test 904 zoe :SASL authentication failed");
  assertEquals(hostOf(network, "zoe"), HOST);
  network.pass(10_000);
  assertEquals(tellNickServ(zoe, "LOGOUT").length, 2);
});

Deno.test("an account that is renamed, or gone, takes its host along", () => {
  const network = networkWith();
  const zoe = network.register("zoe");
  tellNickServ(zoe, "IDENTIFY Ann sesame");
  const root = network.operator("root");
  zoe.take();
  tellNickServ(root, "RENAME Ann Anna");
  assertEquals(zoe.take(), [
    ":irc.test 396 zoe anna.users.testnet :is now your visible host",
  ]);
});

Deno.test("without that option an account changes no host", () => {
  const network = networkWith(false);
  const zoe = network.register("zoe");
  assertEquals(
    tellNickServ(zoe, "IDENTIFY Ann sesame").map(said).at(-1),
    "You are logged in to Ann now.",
  );
  assertEquals(hostOf(network, "zoe"), CLOAK);
});
