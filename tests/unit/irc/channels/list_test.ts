import { assertEquals } from "@std/assert";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

const MINUTE = 60_000;

/** The names of the channels that LIST answers with. */
function names(client: TestClient, query: string): string[] {
  client.take();
  return client.send(`LIST ${query}`)
    .filter((line) => line.split(" ")[1] === "322")
    .map((line) => line.split(" ")[3]);
}

Deno.test("LIST tells the name, the number of members and the topic of each channel", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann", "bob");
  ann.send("TOPIC #a :All about a", "JOIN #b");
  ann.take();
  assertEquals(ann.send("LIST"), [
    ":irc.test 321 ann Channel :Users  Name",
    ":irc.test 322 ann #a 2 :All about a",
    ":irc.test 322 ann #b 1 :",
    ":irc.test 323 ann :End of /LIST",
  ]);
});

Deno.test("LIST of a channel that does not exist is empty", () => {
  const ann = new TestNetwork().register("ann");
  ann.take();
  assertEquals(ann.send("LIST #nowhere"), [
    ":irc.test 321 ann Channel :Users  Name",
    ":irc.test 323 ann :End of /LIST",
  ]);
});

Deno.test("LIST leaves out secret and private channels, but for members and spies", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.send("JOIN #b", "MODE #a +s", "MODE #b +p");
  const bob = network.register("bob");
  assertEquals(names(bob, ""), []);
  assertEquals(names(bob, "#a"), []);
  assertEquals(names(ann, ""), ["#a", "#b"]);
  assertEquals(names(network.operator("root"), ""), ["#a", "#b"]);
});

Deno.test("LIST takes names and masks, each channel once", () => {
  const [ann] = new TestNetwork().channel("#chan1", "ann");
  ann.send("JOIN #chan2,#other");
  assertEquals(names(ann, "#CHAN2,#chan1,#Chan1"), ["#chan2", "#chan1"]);
  assertEquals(names(ann, "*an1"), ["#chan1"]);
  assertEquals(names(ann, "#C*,#chan1"), ["#chan1", "#chan2"]);
  assertEquals(names(ann, "*3"), []);
});

Deno.test("LIST !mask takes the channels that do not fit", () => {
  const [ann] = new TestNetwork().channel("#chan1", "ann");
  ann.send("JOIN #chan2");
  assertEquals(names(ann, "!*an1"), ["#chan2"]);
  assertEquals(names(ann, "!*1,!*2"), []);
});

Deno.test("LIST <n and >n compare the number of members", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann", "bob");
  ann.send("JOIN #b");
  assertEquals(names(ann, ">0"), ["#a", "#b"]);
  assertEquals(names(ann, ">1"), ["#a"]);
  assertEquals(names(ann, "<2"), ["#b"]);
  assertEquals(names(ann, ">0,<2"), ["#b"]);
  assertEquals(names(ann, "#a,#b >1"), ["#a"]);
});

Deno.test("LIST C<n and C>n compare the minutes since a channel was created", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#old", "ann");
  network.at += 2 * MINUTE;
  ann.send("JOIN #new");
  network.at += MINUTE;
  assertEquals(names(ann, "C>2"), ["#old"]);
  assertEquals(names(ann, "c<2"), ["#new"]);
  assertEquals(names(ann, "C<0"), []);
  assertEquals(names(ann, "C<10"), ["#old", "#new"]);
});

Deno.test("LIST T<n and T>n compare the minutes since a topic was set, if there is one", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#old", "ann");
  ann.send("JOIN #new,#none", "TOPIC #old :1");
  network.at += 2 * MINUTE;
  ann.send("TOPIC #new :2");
  network.at += MINUTE;
  assertEquals(names(ann, "T>2"), ["#old"]);
  assertEquals(names(ann, "t<2"), ["#new"]);
  assertEquals(names(ann, "T>0"), ["#old", "#new"]);
});

Deno.test("what is no condition is a name, and fits nothing", () => {
  const [ann] = new TestNetwork().channel("#a", "ann");
  assertEquals(names(ann, ">x"), []);
  assertEquals(names(ann, "X>1"), []);
});

Deno.test("LIST looks at as many entries as TARGMAX says", () => {
  const [ann] = new TestNetwork({}, { targets: 1 }).channel("#a", "ann");
  ann.send("JOIN #b");
  assertEquals(names(ann, "#a,#b"), ["#a"]);
});

Deno.test("LIST ends with 416 where the answer grows too long", () => {
  const [ann] = new TestNetwork({}, { matches: 1 }).channel("#a", "ann");
  ann.send("JOIN #b");
  ann.take();
  assertEquals(ann.send("LIST"), [
    ":irc.test 321 ann Channel :Users  Name",
    ":irc.test 322 ann #a 1 :",
    ":irc.test 416 ann LIST :Too many matches, the rest is left out",
    ":irc.test 323 ann :End of /LIST",
  ]);
});
