import { assert, assertEquals } from "@std/assert";
import { DEFAULT_CHANNEL_RULES } from "../../../../../src/irc/names/channel_rules.ts";
import { ChannelNetwork, rankOf } from "../../../../support/channel_people.ts";
import { tellChanServ } from "../../../../support/talking.ts";

Deno.test("TRANSFER offers a channel, which is the other's once that accepts it", () => {
  const network = new ChannelNetwork({ ranks: [rankOf("eve", "o")] });
  const [ann, eve] = [network.person("ann"), network.person("eve")];
  ann.send("JOIN #a");
  eve.send("JOIN #a");
  eve.take();
  assertEquals(tellChanServ(ann, "TRANSFER #a EVE"), [
    "#a is offered to eve, who must accept it.",
  ]);
  assertEquals(eve.take(), [
    ":ChanServ!ChanServ@irc.test NOTICE eve :" +
    "The channel #a is offered to you: /CS ACCEPT #a",
  ]);
  assertEquals(network.recordOf().founder, "ann");
  assertEquals(tellChanServ(eve, "ACCEPT #a"), [
    "#a is yours now.",
    ":irc.test MODE #a -q+q ann eve",
  ]);
  const { founder, offeredTo, ranks } = network.recordOf();
  assertEquals({ founder, offeredTo, ranks }, {
    founder: "eve",
    offeredTo: null,
    ranks: [],
  });
  assertEquals(tellChanServ(ann, "DROP #a"), [
    "Only the founder of #a may do that.",
  ]);
  assertEquals(tellChanServ(eve, "ACCEPT #a"), ["#a is not offered to you."]);
});

Deno.test("nobody accepts what is offered to another, or not any more", () => {
  const network = new ChannelNetwork();
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  const cat = network.person("cat");
  ann.send("CS TRANSFER #a cat");
  const refusal = ["#a is not offered to you."];
  assertEquals(tellChanServ(bob, "ACCEPT #a"), refusal);
  assertEquals(tellChanServ(bob, "ACCEPT #none"), [
    "#none is not offered to you.",
  ]);
  assertEquals(tellChanServ(ann, "TRANSFER #a ann"), [
    "#a is not offered to anybody.",
  ]);
  assertEquals(tellChanServ(cat, "ACCEPT #a"), refusal);
  assertEquals(tellChanServ(ann, "TRANSFER #a nobody"), [
    "There is no account nobody.",
  ]);
});

Deno.test("who has as many channels as may be accepts no other, and no closed one", () => {
  const channelRules = { ...DEFAULT_CHANNEL_RULES, perAccount: 1 };
  const network = new ChannelNetwork({}, { channelRules });
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  bob.send("JOIN #b", "CS REGISTER #b");
  ann.send("CS TRANSFER #a bob");
  assertEquals(tellChanServ(bob, "ACCEPT #a"), [
    "You have 1 channels, and may not have more.",
  ]);
  ann.send("CS TRANSFER #a cat");
  network.operator("root").send("CS SUSPEND #a spam");
  assertEquals(tellChanServ(network.person("cat"), "ACCEPT #a"), [
    "#a is closed: spam",
  ]);
});

Deno.test("operators of the network who may give a channel away at once, which others of them are told", () => {
  const network = new ChannelNetwork();
  const [ann, root] = [network.person("ann"), network.operator("root")];
  ann.send("JOIN #a");
  root.send("MODE root +s +h");
  ann.take();
  assertEquals(tellChanServ(root, "TRANSFER #a eve"), [
    "#a is eve's now.",
    ":irc.test NOTICE * :*** root gave the channel #a of ann to eve",
  ]);
  assertEquals(ann.take(), [":irc.test MODE #a -q ann"]);
  assertEquals(network.recordOf().founder, "eve");
  assert(tellChanServ(network.person("eve"), "GET #a").length > 1);
});

Deno.test("with an account goes what it is offered, and with its name it moves", () => {
  const network = new ChannelNetwork();
  const [ann, cat] = [network.person("ann"), network.person("cat")];
  ann.send("CS TRANSFER #a cat");
  const root = network.operator("root");
  root.send("NS RENAME cat kitty");
  assertEquals(network.recordOf().offeredTo, "kitty");
  cat.take();
  const [, told] = cat.send("NS DROP");
  cat.send(`NS DROP kitty ${told.split(" ").at(-1)}`);
  assert(cat.closed);
  assertEquals(network.recordOf().offeredTo, null);
});
