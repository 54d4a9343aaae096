import { assertEquals } from "@std/assert";
import { ChannelNetwork, rankOf } from "../../../../support/channel_people.ts";
import { tellChanServ } from "../../../../support/talking.ts";

const LOW = "Your rank on #a is too low for that.";

for (
  const [name, letter] of [
    ["OWNER", "q"],
    ["PROTECT", "a"],
    ["OP", "o"],
    ["HALFOP", "h"],
    ["VOICE", "v"],
  ]
) {
  Deno.test(`${name} gives the rank ${letter}, and DE${name} takes it`, () => {
    const network = new ChannelNetwork();
    const [ann, bob] = [network.person("ann"), network.person("bob")];
    ann.send("JOIN #a");
    bob.send("JOIN #a");
    bob.take();
    assertEquals(tellChanServ(ann, `${name} #a bob`), [
      `:irc.test MODE #a +${letter} bob`,
      `bob is +${letter} on #a now.`,
    ]);
    assertEquals(tellChanServ(ann, `${name} #a bob`), [
      `bob is +${letter} there already.`,
    ]);
    assertEquals(tellChanServ(ann, `DE${name} #a bob`), [
      `:irc.test MODE #a -${letter} bob`,
      `bob is -${letter} on #a now.`,
    ]);
    assertEquals(network.recordOf().ranks, []);
  });
}

Deno.test("who has lost a rank that is its own for good takes it back, and no higher one", () => {
  const network = new ChannelNetwork({ ranks: [rankOf("bob", "h")] });
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  ann.send("JOIN #a");
  bob.send("JOIN #a");
  ann.send("MODE #a -h bob");
  assertEquals(tellChanServ(bob, "OP #a"), [LOW]);
  assertEquals(tellChanServ(bob, "HALFOP #a").length, 2);
  assertEquals(tellChanServ(bob, "VOICE #a").length, 2);
  assertEquals(tellChanServ(bob, "DEVOICE #a").length, 2);
});

Deno.test("nobody touches who is higher, and ranks of the moment give no right", () => {
  const network = new ChannelNetwork({
    ranks: [rankOf("bob", "o"), rankOf("eve", "v")],
  });
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  const [cat, eve] = [network.person("cat"), network.person("eve")];
  for (const client of [ann, bob, cat, eve]) client.send("JOIN #a");
  ann.send("MODE #a +o eve");
  assertEquals(tellChanServ(bob, "DEOP #a ann"), [LOW]);
  assertEquals(tellChanServ(eve, "OP #a cat"), [LOW]);
  assertEquals(tellChanServ(bob, "OP #a cat").length, 2);
  assertEquals(tellChanServ(bob, "OP #a zoe"), ["zoe is not on #a."]);
});

Deno.test("operators of the network who may rank everybody, on a channel that somebody is on", () => {
  const network = new ChannelNetwork();
  const root = network.operator("root");
  assertEquals(tellChanServ(root, "OP #a bob"), ["Nobody is on #a."]);
  const bob = network.person("bob");
  bob.send("JOIN #a");
  bob.take();
  assertEquals(tellChanServ(root, "OWNER #a bob"), ["bob is +q on #a now."]);
  assertEquals(bob.take(), [":irc.test MODE #a +q bob"]);
});
