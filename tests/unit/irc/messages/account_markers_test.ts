import { assertEquals } from "@std/assert";
import type { Limits } from "../../../../src/irc/names/limits.ts";
import { accountChange } from "../../../support/records.ts";
import { TestClient, TestNetwork } from "../../../support/test_network.ts";

const OLD = "timestamp=2019-01-01T00:00:00.000Z";
const NEW = "timestamp=2019-06-01T12:00:00.000Z";

function start(limits: Partial<Limits> = {}): TestNetwork {
  return new TestNetwork({}, limits, [accountChange("Ann")]);
}

/** The same disk, after a restart. */
function restart({ jots, store }: TestNetwork): TestNetwork {
  return new TestNetwork({}, {}, store.read(), jots.read());
}

/** Somebody who is logged in and reads markers. */
function reader(
  network: TestNetwork,
  nick = "ann",
  account = "Ann",
): TestClient {
  const client = network.register(nick).enable("draft/read-marker");
  network.logIn(nick, account);
  client.take();
  return client;
}

Deno.test("the read markers of an account are there on its next connection, and after a restart", () => {
  const network = start();
  const ann = reader(network);
  ann.send(`MARKREAD #a ${OLD}`, `MARKREAD bob ${OLD}`, `MARKREAD #A ${NEW}`);
  ann.send("QUIT");
  for (const each of [network, restart(network)]) {
    const again = reader(each, "again");
    assertEquals(again.send("MARKREAD #a", "MARKREAD bob"), [
      `:irc.test MARKREAD #a ${NEW}`,
      `:irc.test MARKREAD bob ${OLD}`,
    ]);
    assertEquals(again.send("JOIN #a").slice(1, 2), [
      `:irc.test MARKREAD #a ${NEW}`,
    ]);
  }
});

Deno.test("a read marker is told on all connections of its account, whatever they are called", () => {
  const network = start();
  const [ann, phone] = ["ann", "phone"].map((nick) => reader(network, nick));
  const other = reader(network, "other", "Bob");
  const told = [`:irc.test MARKREAD #a ${NEW}`];
  assertEquals(ann.send(`MARKREAD #a ${NEW}`), told);
  assertEquals(phone.take(), told);
  assertEquals(phone.send(`MARKREAD #a ${OLD}`), told);
  assertEquals(ann.take(), []);
  assertEquals(other.send("MARKREAD #a"), [":irc.test MARKREAD #a *"]);
});

Deno.test("who logs in brings the newer read markers, and is told those of its channels", () => {
  const network = start();
  const phone = reader(network, "phone");
  phone.send(`MARKREAD #a ${NEW}`, `MARKREAD #b ${OLD}`);
  const ann = network.register("ann").enable("draft/read-marker");
  ann.send("JOIN #a,#b,#c");
  ann.send(`MARKREAD #a ${OLD}`, `MARKREAD #b ${NEW}`, `MARKREAD #c ${OLD}`);
  network.logIn("ann", "Ann");
  const markers = (client: TestClient) =>
    client.take().filter((line) => line.includes("MARKREAD"));
  assertEquals(markers(ann), [
    `:irc.test MARKREAD #b ${NEW}`,
    `:irc.test MARKREAD #c ${OLD}`,
    `:irc.test MARKREAD #a ${NEW}`,
  ]);
  assertEquals(markers(phone), [
    `:irc.test MARKREAD #b ${NEW}`,
    `:irc.test MARKREAD #c ${OLD}`,
  ]);
});

Deno.test("who logs out leaves the read markers to the account", () => {
  const network = start();
  const ann = reader(network);
  ann.send(`MARKREAD #a ${NEW}`, "NS LOGOUT");
  assertEquals(ann.send("MARKREAD #a", `MARKREAD #a ${OLD}`), [
    ":irc.test MARKREAD #a *",
    `:irc.test MARKREAD #a ${OLD}`,
  ]);
  const phone = reader(network, "phone");
  assertEquals(phone.send("MARKREAD #a"), [`:irc.test MARKREAD #a ${NEW}`]);
});

Deno.test("an account has as many read markers as may be: the one not set for the longest time goes, on the disk too", () => {
  const network = start({ readMarkers: 2 });
  const ann = reader(network);
  ann.send(`MARKREAD #a ${OLD}`, `MARKREAD #b ${OLD}`, `MARKREAD #a ${NEW}`);
  ann.send(`MARKREAD #c ${OLD}`);
  for (const each of [network, restart(network)]) {
    const again = reader(each, "again");
    assertEquals(again.send("MARKREAD #a", "MARKREAD #b", "MARKREAD #c"), [
      `:irc.test MARKREAD #a ${NEW}`,
      ":irc.test MARKREAD #b *",
      `:irc.test MARKREAD #c ${OLD}`,
    ]);
  }
});

Deno.test("the read markers of an account follow a channel that is renamed", () => {
  const network = start();
  const ann = reader(network);
  ann.send("JOIN #a", `MARKREAD #a ${NEW}`, "RENAME #a #b");
  assertEquals(ann.send("MARKREAD #a", "MARKREAD #b"), [
    ":irc.test MARKREAD #a *",
    `:irc.test MARKREAD #b ${NEW}`,
  ]);
});

Deno.test("the read markers of an account follow its new name", () => {
  const network = start();
  const ann = reader(network);
  ann.send(`MARKREAD #a ${NEW}`);
  network.operator("op").send("NS RENAME Ann Annie");
  ann.take();
  assertEquals(ann.send("MARKREAD #a"), [`:irc.test MARKREAD #a ${NEW}`]);
  const again = reader(restart(network), "again", "Annie");
  assertEquals(again.send("MARKREAD #a"), [`:irc.test MARKREAD #a ${NEW}`]);
});

for (const way of ["DROP", "ERASE"]) {
  Deno.test(`who registers the name of an account after ${way} finds no read markers`, () => {
    const network = start();
    const ann = reader(network);
    ann.send(`MARKREAD #a ${NEW}`);
    const who = way === "DROP" ? ann : network.operator("op");
    const command = `/NS ${way} Ann `;
    const said = who.send(`NS ${way}${way === "DROP" ? "" : " Ann"}`);
    const code = said.map((line) => line.split(command)[1]).find((code) =>
      code !== undefined
    );
    who.send(`NS ${way} Ann ${code}`);
    assertEquals(ann.closed, true);
    assertEquals(network.jots.read(), []);
    const next = network.register("other").enable("draft/read-marker");
    next.send("NS REGISTER sesame-street");
    network.logIn("other", "Ann");
    next.take();
    assertEquals(next.send("MARKREAD #a"), [":irc.test MARKREAD #a *"]);
  });
}

Deno.test("read markers of accounts that are gone are forgotten at the start, and with the configuration", () => {
  const network = start();
  reader(network).send(`MARKREAD #a ${NEW}`);
  reader(network, "alice", "alice").send(`MARKREAD #a ${NEW}`);
  const without = new TestNetwork({}, {}, [], network.jots.read());
  without.apply({ kind: "tick" });
  const keys = () =>
    without.jots.read().map(({ key }) => key).filter((key) =>
      key.includes("#")
    );
  assertEquals(keys(), ["alice #a"]);
  without.reconfigure({ accounts: [] });
  assertEquals(keys(), []);
});
