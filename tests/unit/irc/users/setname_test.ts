import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

const INVALID = ":irc.test FAIL SETNAME INVALID_REALNAME " +
  ":Realname is not valid";
const BANNED = ":irc.test FAIL SETNAME CANNOT_CHANGE_REALNAME " +
  ":Cannot change your real name because of a channel that you are on";

function realnameOf(network: TestNetwork, nick: string): string | undefined {
  return network.core.network.findUser(nick)?.realname;
}

Deno.test("SETNAME is told to the user and to those on its channels, once, if they have setname", () => {
  const network = new TestNetwork();
  const [ann, bob, cat] = network.channel("#a", "ann", "bob", "cat");
  for (const client of [ann, bob]) client.enable("setname").send("JOIN #b");
  for (const client of [ann, bob]) client.take();
  const dan = network.register("dan").enable("setname");
  const line = ":ann!~ann@192.0.2.1 SETNAME :Ann the Great";
  assertEquals(ann.send("SETNAME :Ann the Great"), [line]);
  assertEquals([bob, cat, dan].map((client) => client.take()), [
    [line],
    [],
    [],
  ]);
});

Deno.test("SETNAME without the capability works, and says nothing", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  bob.enable("setname");
  assertEquals(ann.send("SETNAME Anna"), []);
  assertEquals(bob.take(), [":ann!~ann@192.0.2.1 SETNAME :Anna"]);
  assertEquals(
    ann.send("WHOIS ann")[0],
    [
      ":irc.test 311 ann ann ~ann 192.0.2.1 * :Anna",
    ][0],
  );
});

Deno.test("SETNAME to the same real name is confirmed, and no news to others", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  for (const client of [ann, bob]) client.enable("setname");
  assertEquals(ann.send("SETNAME :Real ann"), [
    ":ann!~ann@192.0.2.1 SETNAME :Real ann",
  ]);
  assertEquals(bob.take(), []);
});

Deno.test("SETNAME of nothing, or of more than NAMELEN bytes, is refused with INVALID_REALNAME", () => {
  const network = new TestNetwork({}, { realname: 9 });
  const [ann, bob] = network.channel("#a", "ann", "bob");
  bob.enable("setname");
  assertEquals(
    ann.send("SETNAME", "SETNAME :", "SETNAME :ééééé"),
    [INVALID, INVALID, INVALID],
  );
  assertEquals(realnameOf(network, "ann"), "Real ann");
  assertEquals(ann.send("SETNAME :éééé1"), []);
  assertEquals(realnameOf(network, "ann"), "éééé1");
  assertEquals(bob.take(), [":ann!~ann@192.0.2.1 SETNAME :éééé1"]);
});

Deno.test("SETNAME is refused with CANNOT_CHANGE_REALNAME to those who are banned from a channel of theirs", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  ann.send("MODE #a +b r:Real?bob");
  bob.take();
  assertEquals(bob.send("SETNAME :Rob"), [BANNED]);
  assertEquals(realnameOf(network, "bob"), "Real bob");
  ann.send("MODE #a +e bob!*@*");
  assertEquals(bob.send("SETNAME :Rob").slice(1), []);
  assertEquals(realnameOf(network, "bob"), "Rob");
});

Deno.test("a ban keeps nobody with a prefix from SETNAME", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.send("MODE #a +b ann!*@*", "SETNAME :Anna");
  assertEquals(realnameOf(network, "ann"), "Anna");
});

Deno.test("the new real name is what JOIN, WHO and WHOWAS tell, and what bans are about", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.enable("extended-join").send("MODE #a +b r:Rob");
  const bob = network.register("bob");
  bob.send("SETNAME :Rob");
  bob.take();
  assertEquals(bob.send("JOIN #a"), [
    ":irc.test 474 bob #a :Cannot join channel (+b)",
  ]);
  ann.send("MODE #a -b r:Rob");
  bob.send("JOIN #a");
  assertEquals(ann.take(), [":bob!~bob@192.0.2.1 JOIN #a * :Rob"]);
  assertEquals(ann.send("WHO bob")[0].split(" :")[1], "0 Rob");
  bob.send("QUIT");
  ann.take();
  assertEquals(
    ann.send("WHOWAS bob")[0],
    ":irc.test 314 ann bob ~bob 192.0.2.1 * :Rob",
  );
});

Deno.test("SETNAME before registration is refused with 451", () => {
  const client = new TestNetwork().connect();
  client.take();
  assertEquals(client.send("SETNAME :x"), [
    ":irc.test 451 * :You have not registered",
  ]);
});
