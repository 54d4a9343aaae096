import { assertEquals } from "@std/assert";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

/** The cloak of 192.0.2.1, where everybody comes from. */
function cloakOf(network: TestNetwork): string {
  return network.core.network.findUser("ann")?.cloak ?? "";
}

function takeAll(clients: readonly TestClient[]): string[][] {
  return clients.map((client) => client.take());
}

const OLD = ":ann!~ann@192.0.2.1";

Deno.test("those with chghost are told once that a host changes, the user too", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  const host = cloakOf(network);
  for (const client of [ann, bob]) client.enable("chghost").send("JOIN #b");
  takeAll([ann, bob]);
  const set = `${OLD} CHGHOST ~ann ${host}`;
  assertEquals(ann.send("MODE ann +x"), [
    set,
    `:ann!~ann@${host} MODE ann +x`,
    `:irc.test 396 ann ${host} :is now your visible host`,
  ]);
  assertEquals(bob.take(), [set]);
  ann.send("MODE ann -x");
  assertEquals(bob.take(), [`:ann!~ann@${host} CHGHOST ~ann 192.0.2.1`]);
});

Deno.test("the others see the user quit and come back, on the channels that they share", () => {
  const network = new TestNetwork();
  const [ann, bob, cat] = network.channel("#a", "ann", "bob", "cat");
  ann.send("JOIN #b,#c", "MODE #a +v ann");
  bob.send("JOIN #b");
  cat.enable("extended-join");
  takeAll([ann, bob, cat]);
  const dan = network.register("dan");
  dan.take();
  const own = ann.send("MODE ann +x").map((line) => line.split(" ")[1]);
  assertEquals(own, ["MODE", "396"]);
  const quit = `${OLD} QUIT :Changing host`;
  const source = `:ann!~ann@${cloakOf(network)}`;
  assertEquals(bob.take(), [
    quit,
    `${source} JOIN #a`,
    ":irc.test MODE #a +ov ann ann",
    `${source} JOIN #b`,
    ":irc.test MODE #b +o ann",
  ]);
  assertEquals(cat.take(), [
    quit,
    `${source} JOIN #a * :Real ann`,
    ":irc.test MODE #a +ov ann ann",
  ]);
  assertEquals(dan.take(), []);
});

Deno.test("whoever is shown a user who comes back is told again that the user is away", () => {
  const [ann, bob, cat] = new TestNetwork()
    .channel("#a", "ann", "bob", "cat");
  bob.enable("away-notify");
  cat.enable("away-notify", "chghost");
  ann.send("AWAY :tea");
  takeAll([bob, cat]);
  ann.send("MODE ann +x");
  const commands = takeAll([bob, cat])
    .map((lines) => lines.map((line) => line.split(" ")[1]));
  assertEquals(commands, [["QUIT", "JOIN", "MODE", "AWAY"], ["CHGHOST"]]);
});

Deno.test("those who do not see a user under +u are told nothing", () => {
  const network = new TestNetwork();
  const [bob, ann, cat, dan] = network
    .channel("#a", "bob", "ann", "cat", "dan");
  bob.send("MODE #a +u");
  dan.enable("chghost").send("JOIN #b");
  ann.send("JOIN #b");
  takeAll([ann, bob, cat, dan]);
  ann.send("MODE ann +x");
  const host = cloakOf(network);
  assertEquals(takeAll([bob, cat, dan]), [
    [`${OLD} QUIT :Changing host`, `:ann!~ann@${host} JOIN #a`],
    [],
    [`${OLD} CHGHOST ~ann ${host}`],
  ]);
});

Deno.test("a channel on which the user is hidden is no channel to come back to", () => {
  const network = new TestNetwork();
  const [bob, ann, cat] = network.channel("#a", "bob", "ann", "cat");
  bob.send("MODE #a +u");
  cat.send("JOIN #b");
  ann.send("JOIN #b");
  takeAll([ann, cat]);
  ann.send("MODE ann +x");
  assertEquals(cat.take(), [
    `${OLD} QUIT :Changing host`,
    `:ann!~ann@${cloakOf(network)} JOIN #b`,
  ]);
});

Deno.test("a host that is the same at the end of MODE has not changed", () => {
  const [ann, bob] = new TestNetwork().channel("#a", "ann", "bob");
  bob.enable("chghost");
  assertEquals(ann.send("MODE ann +x-x"), [`${OLD} MODE ann +x-x`]);
  assertEquals(bob.take(), []);
});

Deno.test("the modes of a new user are no change of its host", () => {
  const network = new TestNetwork({ userModes: "x" });
  const bob = network.register("bob").enable("chghost", "extended-monitor");
  bob.send("MONITOR + ann");
  const ann = network.connect().enable("chghost");
  const welcome = ann.send("NICK ann", "USER ann 0 * :Ann", "CAP END");
  assertEquals(welcome.filter((line) => line.includes(" CHGHOST ")), []);
  assertEquals(bob.take(), [
    `:irc.test 730 bob :ann!~ann@${cloakOf(network)}`,
  ]);
});

Deno.test("those who watch a user are told with CHGHOST, and with nothing else", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  const [bob, cat] = ["bob", "cat"].map((nick) => network.register(nick));
  bob.enable("extended-monitor", "chghost").send("MONITOR + ann");
  cat.enable("extended-monitor").send("MONITOR + ann");
  takeAll([bob, cat]);
  ann.send("MODE ann +x");
  assertEquals(takeAll([bob, cat]), [
    [`${OLD} CHGHOST ~ann ${cloakOf(network)}`],
    [],
  ]);
});

Deno.test("another host: who is shown a quit is told the metadata again", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  bob.enable("batch", "draft/metadata-3");
  bob.send("METADATA * SUB k");
  ann.send("METADATA * SET k :v");
  bob.take();
  ann.send("MODE ann +x");
  assertEquals(bob.take().slice(-3), [
    ":irc.test BATCH +1 metadata ann",
    "@batch=1 :irc.test 761 bob ann k * :v",
    ":irc.test BATCH -1",
  ]);
});

Deno.test("another host: so many changes in a time, and no more", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  for (let count = 0; count < 5; count++) {
    ann.send(`MODE ann ${count % 2 === 0 ? "+" : "-"}x`);
  }
  bob.take();
  assertEquals(ann.send("MODE ann -x"), [
    ":irc.test 263 ann MODE :Please wait a while and try again.",
  ]);
  assertEquals(bob.take(), []);
  network.pass(10_000);
  assertEquals(ann.send("MODE ann -x").length, 2);
});
