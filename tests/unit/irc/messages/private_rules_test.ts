import { assertEquals } from "@std/assert";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

function pair(): { network: TestNetwork; ann: TestClient; bob: TestClient } {
  const network = new TestNetwork();
  return {
    network,
    ann: network.register("ann"),
    bob: network.register("bob"),
  };
}

const ARRIVED = [":bob!~bob@192.0.2.1 PRIVMSG ann :hi"];

Deno.test("+g keeps messages back: both are told, the recipient once a minute", () => {
  const { network, ann, bob } = pair();
  ann.send("MODE ann +g");
  const refusal = ":irc.test 716 bob ann :is in caller-id mode (+g)";
  const told =
    ":irc.test 718 ann bob ~bob@192.0.2.1 :is messaging you, and you have mode +g set: /ACCEPT bob to let them";
  assertEquals(bob.send("PRIVMSG ann :hi"), [
    refusal,
    ":irc.test 717 bob ann :has been told that you messaged them",
  ]);
  assertEquals(ann.take(), [told]);
  network.at += 59_999;
  assertEquals(bob.send("PRIVMSG ann :hi"), [refusal]);
  assertEquals(ann.take(), []);
  network.at += 1;
  bob.send("PRIVMSG ann :hi");
  assertEquals(ann.take(), [told]);
});

Deno.test("+g lets those through who are accepted", () => {
  const { ann, bob } = pair();
  ann.send("MODE ann +g", "ACCEPT bob");
  assertEquals(bob.send("PRIVMSG ann :hi"), []);
  assertEquals(ann.take(), ARRIVED);
  ann.send("ACCEPT -bob");
  assertEquals(bob.send("PRIVMSG ann :hi").length, 2);
});

Deno.test("+R lets those through who have an account, or are accepted", () => {
  const { network, ann, bob } = pair();
  ann.send("MODE ann +R");
  ann.take();
  assertEquals(bob.send("PRIVMSG ann :hi"), [
    ":irc.test 531 bob ann :You cannot send messages to this user (+R)",
  ]);
  assertEquals(ann.send("ACCEPT bob"), []);
  bob.send("PRIVMSG ann :hi");
  assertEquals(ann.send("ACCEPT -bob"), ARRIVED);
  network.logIn("bob", "bob");
  assertEquals(bob.send("PRIVMSG ann :hi"), []);
  assertEquals(ann.take(), ARRIVED);
});

for (const mode of ["g", "R"]) {
  Deno.test(`under +${mode} who is written to may answer`, () => {
    const { ann, bob } = pair();
    ann.send(`MODE ann +${mode}`, "PRIVMSG bob :hi");
    bob.take();
    ann.take();
    assertEquals(bob.send("PRIVMSG ann :hi"), []);
    assertEquals(ann.take(), ARRIVED);
    assertEquals(ann.send("ACCEPT *")[0], ":irc.test 281 ann bob");
    ann.send("ACCEPT -bob", "NOTICE bob :hi");
    assertEquals(bob.send("PRIVMSG ann :hi").length > 1, true);
  });
}

Deno.test("who is written to is accepted only where that is needed and there is room", () => {
  const network = new TestNetwork({}, { accept: 1 });
  const [ann, bob, carl] = ["ann", "bob", "carl"].map((nick) =>
    network.register(nick)
  );
  const accepted = () => ann.send("ACCEPT *").map((line) => line.split(" ")[3]);
  ann.send("PRIVMSG bob :hi");
  assertEquals(accepted(), [":End"]);
  network.logIn("carl", "carl");
  ann.send("MODE ann +R", "PRIVMSG carl :hi", "PRIVMSG ann :hi");
  ann.take();
  assertEquals(accepted(), [":End"]);
  ann.send("MODE ann +g", "PRIVMSG bob :hi", "PRIVMSG carl :hi");
  ann.take();
  assertEquals(accepted(), ["bob", ":End"]);
  assertEquals(bob.take().length + carl.take().length > 0, true);
});

Deno.test("+T keeps CTCP away but ACTION", () => {
  const { ann, bob } = pair();
  ann.send("MODE ann +T");
  const said = ["hi", "\x01ACTION waves\x01", "\x01ACTION\x01"];
  assertEquals(bob.send(...said.map((text) => `PRIVMSG ann :${text}`)), []);
  assertEquals(
    ann.take(),
    said.map((text) => `:bob!~bob@192.0.2.1 PRIVMSG ann :${text}`),
  );
  assertEquals(bob.send("PRIVMSG ann :\x01VERSION\x01"), [
    ":irc.test 531 bob ann :You cannot send messages to this user (+T)",
  ]);
  assertEquals(ann.take(), []);
});

Deno.test("a silenced user is told nothing", () => {
  const { ann, bob } = pair();
  ann.send("SILENCE +*!~BOB@*", "ACCEPT bob");
  assertEquals(bob.send("PRIVMSG ann :hi", "NOTICE ann :hi"), []);
  assertEquals(ann.take(), []);
  ann.send("SILENCE -*!~bob@*");
  bob.send("PRIVMSG ann :hi");
  assertEquals(ann.take(), ARRIVED);
});

Deno.test("NOTICE is kept back without a word", () => {
  const { ann, bob } = pair();
  ann.send("MODE ann +gRT");
  assertEquals(bob.send("NOTICE ann :hi", "NOTICE ann :\x01X\x01"), []);
  ann.send("MODE ann -RT");
  assertEquals(bob.send("NOTICE ann :hi"), []);
});

Deno.test("operators get through, and users to themselves", () => {
  const { network, ann } = pair();
  const root = network.operator("root");
  root.take();
  ann.send("MODE ann +gRT", "SILENCE +*!*@*");
  assertEquals(root.send("PRIVMSG ann :hi"), []);
  assertEquals(ann.take(), [":root!~root@192.0.2.1 PRIVMSG ann :hi"]);
  assertEquals(ann.send("PRIVMSG ann :me"), [
    ":ann!~ann@192.0.2.1 PRIVMSG ann :me",
  ]);
});

Deno.test("who is silenced gets the echo and the absence all the same", () => {
  const network = new TestNetwork();
  const ann = network.register("ann").enable("echo-message");
  const bob = network.register("bob");
  bob.send("SILENCE +ann!*@*", "AWAY :gone");
  assertEquals(ann.send("PRIVMSG bob :hi"), [
    ":ann!~ann@192.0.2.1 PRIVMSG bob :hi",
    ":irc.test 301 ann bob :gone",
  ]);
  assertEquals(bob.take(), []);
});
