import { assertEquals } from "@std/assert";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

const END = ":irc.test 315 ann";

/** The nicknames that WHO answers with. */
function nicks(client: TestClient, query: string): string[] {
  client.take();
  return client.send(`WHO ${query}`)
    .filter((line) => line.split(" ")[1] === "352")
    .map((line) => line.split(" ")[7]);
}

Deno.test("WHO of a channel lists its members, with their prefixes there", () => {
  const [ann] = new TestNetwork().channel("#a", "ann", "bob");
  ann.send("MODE #a +v ann");
  ann.take();
  const bob = ":irc.test 352 ann #a ~bob 192.0.2.1 irc.test bob H :0 Real bob";
  const own = ":irc.test 352 ann #a ~ann 192.0.2.1 irc.test ann";
  const end = `${END} #A :End of WHO list`;
  assertEquals(ann.send("WHO #A"), [`${own} H@ :0 Real ann`, bob, end]);
  ann.send("CAP REQ multi-prefix");
  assertEquals(ann.send("WHO #A"), [`${own} H@+ :0 Real ann`, bob, end]);
});

Deno.test("WHO of a nickname finds that user, whatever the case", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  network.register("Bob");
  ann.take();
  assertEquals(ann.send("WHO bOB"), [
    ":irc.test 352 ann * ~Bob 192.0.2.1 irc.test Bob H :0 Real Bob",
    `${END} bOB :End of WHO list`,
  ]);
});

Deno.test("WHO marks who is away, an operator, a bot", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  const bob = network.operator("bob");
  bob.send("AWAY :Gone", "MODE bob +B", "JOIN #a");
  ann.take();
  assertEquals(ann.send("WHO bob", "WHO #a").filter((l) => l.includes("352")), [
    ":irc.test 352 ann * ~bob 192.0.2.1 irc.test bob G*B :0 Real bob",
    ":irc.test 352 ann #a ~bob 192.0.2.1 irc.test bob G*@B :0 Real bob",
  ]);
});

Deno.test("WHO of nobody is answered with 315 alone", () => {
  const ann = new TestNetwork().register("ann");
  ann.take();
  assertEquals(ann.send("WHO nobody", "WHO #nowhere"), [
    `${END} nobody :End of WHO list`,
    `${END} #nowhere :End of WHO list`,
  ]);
});

Deno.test("WHO of a mask looks at nickname, username, host, hostmask and real name", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  const bob = network.connect("198.51.100.7");
  bob.send("NICK bob", "USER robert 0 * :Bob Smith");
  for (const mask of ["b?b", "~rob*", "198.*", "*!*@198.*", "*SMITH"]) {
    assertEquals(nicks(ann, mask), ["bob"], mask);
  }
  for (const everybody of ["*", "0", ""]) {
    assertEquals(nicks(ann, everybody), ["ann", "bob"]);
  }
});

Deno.test("WHO of a mask finds a hidden host only for operators", () => {
  const network = new TestNetwork({ userModes: "x" });
  const [ann, root] = [network.register("ann"), network.operator("root")];
  network.connect("198.51.100.7").send("NICK bob", "USER bob 0 * :Bob");
  assertEquals(nicks(ann, "198.*"), []);
  assertEquals(nicks(ann, "255.*"), []);
  assertEquals(nicks(root, "198.*"), ["bob"]);
});

Deno.test("WHO of a mask hides invisible users, but for those on a channel with them and spies", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  const bob = network.register("bob");
  bob.send("MODE bob +i");
  assertEquals(nicks(ann, "bo*"), []);
  assertEquals(nicks(ann, "bob"), ["bob"]);
  assertEquals(nicks(bob, "bo*"), ["bob"]);
  assertEquals(nicks(network.operator("root"), "bo*"), ["bob"]);
  bob.send("JOIN #a");
  ann.send("JOIN #a");
  assertEquals(nicks(ann, "bo*"), ["bob"]);
  bob.send("MODE #a +u");
  assertEquals(nicks(ann, "bo*"), ["bob"], "operators are seen under +u");
  bob.send("MODE #a -o bob");
  assertEquals(nicks(ann, "bo*"), []);
});

Deno.test("WHO of a channel shows outsiders no invisible users, and nobody under +s and +p", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  const [cat, root] = [network.register("cat"), network.operator("root")];
  bob.send("MODE bob +i");
  assertEquals(nicks(cat, "#a"), ["ann"]);
  assertEquals(nicks(ann, "#a"), ["ann", "bob"]);
  for (const mode of ["+s", "-s+p"]) {
    ann.send(`MODE #a ${mode}`);
    assertEquals(nicks(cat, "#a"), [], mode);
    assertEquals(nicks(bob, "#a"), ["ann", "bob"], mode);
    assertEquals(nicks(root, "#a"), ["ann", "bob"], mode);
  }
});

Deno.test("WHO of a channel under +u hides those without a prefix", () => {
  const [ann, bob] = new TestNetwork().channel("#a", "ann", "bob", "cat");
  ann.send("MODE #a +u");
  assertEquals(nicks(bob, "#a"), ["ann", "bob"]);
  assertEquals(nicks(ann, "#a"), ["ann", "bob", "cat"]);
});

Deno.test("WHO with o finds operators only", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  network.operator("root");
  assertEquals(nicks(ann, "* o"), ["root"]);
  assertEquals(nicks(ann, "ann o"), []);
});

Deno.test("WHO with fields is answered with 354, the fields in the order of WHOX", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  network.at += 5000;
  const full = ":irc.test 354 ann 123 #a ~ann 192.0.2.1 192.0.2.1 irc.test " +
    "ann H@ 0 5 0 n/a :Real ann";
  for (const fields of ["tcuihsnfdlaor", "roaldfnshiuct"]) {
    assertEquals(ann.send(`WHO #a %${fields},123`), [
      full,
      `${END} #a :End of WHO list`,
    ]);
  }
});

Deno.test("WHO with fields gives those that were asked for, and ignores what it does not know", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  network.operator("root");
  const user = network.core.network.findUser("ann");
  if (user !== undefined) user.account = "annie";
  ann.take();
  const replies = ["%tn,42", "%nat,1234", "%na,x", "%zn", "%c", "o%n"]
    .map((options) => ann.send(`WHO ann ${options}`)[0]);
  assertEquals(replies, [
    ":irc.test 354 ann 42 :ann",
    ":irc.test 354 ann 0 ann :annie",
    ":irc.test 354 ann ann :annie",
    ":irc.test 354 ann :ann",
    ":irc.test 354 ann :*",
    `${END} ann :End of WHO list`,
  ]);
  assertEquals(
    ann.send("WHO ann %")[0],
    ":irc.test 352 ann * ~ann 192.0.2.1 irc.test ann H :0 Real ann",
  );
});

Deno.test("WHO tells the address of others to operators only", () => {
  const network = new TestNetwork({ userModes: "x" });
  const [ann, root] = [network.register("ann"), network.operator("root")];
  for (const client of [ann, root]) client.take();
  assertEquals(
    ann.send("WHO root %i", "WHO ann %i").filter((l) => l.includes(" 354 ")),
    [":irc.test 354 ann :255.255.255.255", ":irc.test 354 ann :192.0.2.1"],
  );
  assertEquals(root.send("WHO ann %i")[0], ":irc.test 354 root :192.0.2.1");
});

Deno.test("WHO ends with 416 where the answer grows too long", () => {
  const network = new TestNetwork({}, { matches: 1 });
  const ann = network.register("ann");
  network.register("bob");
  ann.take();
  assertEquals(ann.send("WHO * %n"), [
    ":irc.test 354 ann :ann",
    ":irc.test 416 ann WHO :Too many matches, the rest is left out",
    `${END} * :End of WHO list`,
  ]);
});

Deno.test("WHO of a channel lists its members with their rank", () => {
  const [alice] = new TestNetwork().channel("#Tea", "alice", "bob", "carol");
  alice.send("MODE #tea +v bob");
  alice.take();
  assertEquals(alice.send("WHO #tEA"), [
    ":irc.test 352 alice #Tea ~alice 192.0.2.1 irc.test alice H@ :0 Real alice",
    ":irc.test 352 alice #Tea ~bob 192.0.2.1 irc.test bob H+ :0 Real bob",
    ":irc.test 352 alice #Tea ~carol 192.0.2.1 irc.test carol H :0 Real carol",
    ":irc.test 315 alice #tEA :End of WHO list",
  ]);
});
