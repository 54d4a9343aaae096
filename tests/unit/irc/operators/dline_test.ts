import { assertEquals } from "@std/assert";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

function withOperator(): { network: TestNetwork; root: TestClient } {
  const network = new TestNetwork();
  const root = network.operator("root");
  root.take();
  return { network, root };
}

Deno.test("DLINE refuses connections from an address before they say anything", () => {
  const { network, root } = withOperator();
  assertEquals(root.send("DLINE 198.51.100.7 :spam"), []);
  assertEquals(network.connect("198.51.100.7").take().slice(1), [
    ":irc.test 465 * :You are banned from this server: spam",
    "ERROR :Closing link: *[198.51.100.7] (D-lined: spam)",
  ]);
  assertEquals(network.connect("198.51.100.8").closed, false);
});

Deno.test("DLINE ends the connections that it is against, registered or not", () => {
  const { network, root } = withOperator();
  const bob = network.register("bob", "2001:db8:1::7");
  const nobody = network.connect("2001:db8:2::7");
  const other = network.register("other", "2001:db9::1");
  root.send("DLINE 2001:db8::/32 :spam");
  assertEquals(bob.take(), [
    ":irc.test 465 bob :You are banned from this server: spam",
    "ERROR :Closing link: bob[2001:db8:1::7] (D-lined: spam)",
  ]);
  assertEquals([nobody.closed, other.closed], [true, false]);
});

Deno.test("DLINE keeps blocks in their usual form", () => {
  const { network, root } = withOperator();
  const forms = {
    "198.51.100.7": "198.51.100.7/32",
    "198.51.100.200/25": "198.51.100.128/25",
    "2001:DB8:0:0::7/64": "2001:db8::/64",
    "0:0::1": "0::1/128",
    "0::ffff:198.51.100.7": "198.51.100.7/32",
    "0::ffff:198.51.100.7/120": "198.51.100.0/24",
  };
  for (const [given, kept] of Object.entries(forms)) {
    root.send(`DLINE ${given} :x`);
    assertEquals(network.bans.map(({ mask }) => mask), [kept]);
    root.send(`UNDLINE ${given}`);
    assertEquals(network.bans, []);
  }
});

Deno.test("DLINE takes a nickname for the address of its user, and a duration", () => {
  const { network, root } = withOperator();
  const bob = network.register("bob", "198.51.100.7");
  root.send("DLINE 1h bob :spam");
  assertEquals(bob.closed, true);
  network.pass(3_600_000);
  assertEquals(network.bans, []);
  assertEquals(network.connect("198.51.100.7").closed, false);
});

Deno.test("DLINE refuses what is no address, and blocks of everybody", () => {
  const { network, root } = withOperator();
  const refusals = {
    "*@198.51.100.7": ":irc.test 400 root DLINE :Bad mask *@198.51.100.7",
    "198.51.100": ":irc.test 400 root DLINE :Bad mask 198.51.100",
    "198.51.100.7/33": ":irc.test 400 root DLINE :Bad mask 198.51.100.7/33",
    "198.51.100.7/8/8": ":irc.test 400 root DLINE :Bad mask 198.51.100.7/8/8",
    "0x7f.1": ":irc.test 400 root DLINE :Bad mask 0x7f.1",
    "1": ":irc.test 401 root 1 :No such nick/channel",
    "198.51.100.7/0": ":irc.test 400 root DLINE :0.0.0.0/0 is everybody",
    "2001:db8::/0": ":irc.test 400 root DLINE :0::/0 is everybody",
  };
  for (const [mask, refusal] of Object.entries(refusals)) {
    assertEquals(root.send(`DLINE ${mask} :x`), [refusal]);
  }
  assertEquals(network.bans, []);
});

Deno.test("a reason of DLINE without a colon keeps all its words", () => {
  const { network, root } = withOperator();
  root.send("DLINE 198.51.100.7 one two three", "DLINE 5 0::7 four five six");
  assertEquals(
    network.bans.map(({ mask, reason }) => [mask, reason]),
    [["198.51.100.7/32", "one two three"], ["0::7/128", "four five six"]],
  );
});

Deno.test("DLINE is refused to those who may not", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("DLINE 198.51.100.7 :x"), [
    ":irc.test 481 ann :Permission Denied- You're not an IRC operator",
  ]);
});
