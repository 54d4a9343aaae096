import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("MONITOR + tells who is online and who is not", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  network.register("bob");
  assertEquals(ann.send("MONITOR + BOB,eve,ANN,x"), [
    ":irc.test 730 ann :bob!~bob@192.0.2.1,ann!~ann@192.0.2.1",
    ":irc.test 731 ann :eve,x",
  ]);
});

Deno.test("who monitors a nickname is told when it comes to the network and goes", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  ann.send("MONITOR + bob,rob");
  const bob = network.register("Bob");
  assertEquals(ann.take(), [":irc.test 730 ann :Bob!~Bob@192.0.2.1"]);
  bob.send("NICK BOB");
  assertEquals(ann.take(), []);
  bob.send("NICK rob");
  assertEquals(ann.take(), [
    ":irc.test 731 ann :BOB",
    ":irc.test 730 ann :rob!~Bob@192.0.2.1",
  ]);
  bob.send("QUIT");
  assertEquals(ann.take(), [":irc.test 731 ann :rob"]);
});

Deno.test("who monitors a nickname with extended-monitor is told how it is written, once", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  const cat = network.register("cat").enable("extended-monitor");
  ann.enable("extended-monitor");
  for (const client of [ann, cat]) client.send("MONITOR + bob");
  bob.send("NICK BOB");
  assertEquals(cat.take(), [":irc.test 730 cat :BOB!~bob@192.0.2.1"]);
  assertEquals(ann.take(), [":bob!~bob@192.0.2.1 NICK BOB"]);
});

Deno.test("MONITOR - ends that, and says nothing", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  ann.send("MONITOR + bob,eve");
  assertEquals(ann.send("MONITOR - BOB,nobody"), []);
  for (const nick of ["bob", "eve"]) network.register(nick);
  assertEquals(ann.take(), [":irc.test 730 ann :eve!~eve@192.0.2.1"]);
});

Deno.test("MONITOR C clears the list, and says nothing", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  ann.send("MONITOR + bob,eve");
  assertEquals(ann.send("MONITOR C"), []);
  network.register("bob");
  assertEquals(ann.send("MONITOR L"), [
    ":irc.test 733 ann :End of MONITOR list",
  ]);
});

Deno.test("MONITOR L shows the list, in the case in which it was given", () => {
  const ann = new TestNetwork().register("ann");
  ann.send("MONITOR + Bob,EVE");
  assertEquals(ann.send("monitor l"), [
    ":irc.test 732 ann :Bob,EVE",
    ":irc.test 733 ann :End of MONITOR list",
  ]);
});

Deno.test("MONITOR L takes as many lines as it needs", () => {
  const ann = new TestNetwork().register("ann");
  const nicks = Array.from(
    { length: 20 },
    (_, index) => `${"n".repeat(28)}${String(index).padStart(2, "0")}`,
  );
  ann.send(`MONITOR + ${nicks.slice(0, 10).join(",")}`);
  ann.send(`MONITOR + ${nicks.slice(10).join(",")}`);
  const lines = ann.send("MONITOR L");
  assertEquals(lines.length, 3);
  assertEquals(
    lines.slice(0, 2).flatMap((line) => line.split(" :")[1].split(",")),
    nicks,
  );
});

Deno.test("MONITOR S tells again who is online and who is not", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  ann.send("MONITOR + bob,eve");
  network.register("bob");
  ann.take();
  assertEquals(ann.send("MONITOR S"), [
    ":irc.test 730 ann :bob!~bob@192.0.2.1",
    ":irc.test 731 ann :eve",
  ]);
});

Deno.test("MONITOR + says nothing of a nickname that is on the list already", () => {
  const ann = new TestNetwork().register("ann");
  ann.send("MONITOR + bob");
  assertEquals(ann.send("MONITOR + BOB"), []);
});

Deno.test("MONITOR + is refused with 734 for those over the limit", () => {
  const network = new TestNetwork({}, { monitor: 2 });
  const ann = network.register("ann");
  assertEquals(ann.send("MONITOR + a,b,c,A,d"), [
    ":irc.test 731 ann :a,b",
    ":irc.test 734 ann 2 c,d :Monitor list is full",
  ]);
  ann.send("MONITOR - a");
  assertEquals(ann.send("MONITOR + c"), [":irc.test 731 ann :c"]);
});

Deno.test("MONITOR + takes nicknames alone", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("MONITOR + *!*@192.0.2.1,bob"), [
    ":irc.test 432 ann *!*@192.0.2.1 :Erroneous nickname",
    ":irc.test 731 ann :bob",
  ]);
});

Deno.test("MONITOR refuses other modifiers, and lists that are missing", () => {
  const ann = new TestNetwork().register("ann");
  const refusal = ":irc.test 461 ann MONITOR :Not enough parameters";
  for (const params of ["", " +", " -", " X", " :"]) {
    assertEquals(ann.send(`MONITOR${params}`), [refusal]);
  }
});

Deno.test("who is gone is told nothing", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  ann.send("MONITOR + bob");
  ann.disconnect();
  ann.take();
  network.register("bob");
  assertEquals(ann.take(), []);
  assertEquals(network.core.network.watchLists.watchers.size, 0);
});
