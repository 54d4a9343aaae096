import { assert, assertEquals } from "@std/assert";
import { ChannelNetwork, rankOf } from "../../../../support/channel_people.ts";
import { tellChanServ } from "../../../../support/talking.ts";
import { START } from "../../../../support/test_network.ts";

const GIVEN = "Thu, 01 Jan 2026 00:00:00 GMT";
const LOW = "Your rank on #a is too low for that.";

Deno.test("AMODE gives ranks for good, which come with JOIN, and lists who gave them", () => {
  const network = new ChannelNetwork();
  const ann = network.person("ann");
  ann.send("JOIN #a");
  assertEquals(tellChanServ(ann, "AMODE #a +o Bob"), [
    "Bob has +o on #a now.",
  ]);
  assertEquals(tellChanServ(ann, "AMODE #a +v cat"), ["cat has +v on #a now."]);
  assertEquals(tellChanServ(ann, "AMODE #a +h cat"), ["cat has +h on #a now."]);
  assertEquals(tellChanServ(ann, "AMODE #a"), [
    "ann is the founder of #a.",
    `Bob has +o, given by ann: ${GIVEN}`,
    `cat has +h, given by ann: ${GIVEN}`,
  ]);
  assertEquals(network.recordOf().ranks, [
    { account: "Bob", letter: "o", by: "ann", at: START },
    { account: "cat", letter: "h", by: "ann", at: START },
  ]);
  network.person("cat").send("JOIN #a");
  assertEquals(ann.take().slice(-1), [":irc.test MODE #a +h cat"]);
  network.register("zoe");
  network.logIn("zoe", "bob");
  network.person("bob").send("JOIN #a");
  assertEquals(ann.take().slice(-1), [":irc.test MODE #a +o bob"]);
});

Deno.test("AMODE is for those who are there already, too", () => {
  const network = new ChannelNetwork();
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  ann.send("JOIN #a");
  bob.send("JOIN #a");
  ann.take();
  bob.take();
  ann.send("CS AMODE #a +v bob", "CS AMODE #a +o bob", "CS AMODE #a -o bob");
  assertEquals(bob.take(), [
    ":irc.test MODE #a +v bob",
    ":irc.test MODE #a -v+o bob bob",
    ":irc.test MODE #a -o bob",
  ]);
  assertEquals(network.recordOf().ranks, []);
});

Deno.test("ranks are given and taken as MODE does it, by what one has for good", () => {
  const network = new ChannelNetwork({
    ranks: [rankOf("bob", "o"), rankOf("cat", "a"), rankOf("eve", "v")],
  });
  const [bob, cat] = [network.person("bob"), network.person("cat")];
  const eve = network.person("eve");
  for (const letter of "qa") {
    assertEquals(tellChanServ(bob, `AMODE #a +${letter} alice`), [LOW]);
  }
  assertEquals(tellChanServ(cat, "AMODE #a +a alice"), [LOW]);
  assertEquals(tellChanServ(eve, "AMODE #a +v alice"), [LOW]);
  assertEquals(tellChanServ(bob, "AMODE #a -a cat"), [LOW]);
  // To give another rank takes away the one that there is.
  assertEquals(tellChanServ(bob, "AMODE #a +v cat"), [LOW]);
  assertEquals(tellChanServ(bob, "AMODE #a +h eve"), ["eve has +h on #a now."]);
  assertEquals(tellChanServ(cat, "AMODE #a -a cat"), [
    "cat has no +a on #a any more.",
  ]);
  const root = network.operator("root");
  assertEquals(tellChanServ(root, "AMODE #a +q cat"), [
    "cat has +q on #a now.",
  ]);
});

Deno.test("AMODE refuses what is no rank, no account, or the founder's", () => {
  const network = new ChannelNetwork({ ranks: [rankOf("gone", "o")] });
  const ann = network.person("ann");
  for (
    const [order, refusal] of [
      ["+x bob", "+x is no rank: +o <account> gives one."],
      ["o bob", "o is no rank: +o <account> gives one."],
      ["+ov bob", "+ov is no rank: +o <account> gives one."],
      ["+o", "+o is no rank: +o <account> gives one."],
      ["+o nobody", "There is no account nobody."],
      ["-o bob", "bob has no +o on #a."],
      ["+o ann", "ann is the founder: see /CS TRANSFER."],
      ["-q Ann", "ann is the founder: see /CS TRANSFER."],
      ["-o gone", "gone has no +o on #a any more."],
    ]
  ) {
    assertEquals(tellChanServ(ann, `AMODE #a ${order}`), [refusal]);
  }
  ann.send("CS AMODE #a +o bob");
  assertEquals(tellChanServ(ann, "AMODE #a +o BOB"), ["Bob has +o already."]);
});

Deno.test("a channel has as many ranks as its lists have entries", () => {
  const network = new ChannelNetwork();
  const { limits } = network.core.network.settings;
  network.reconfigure({ limits: { ...limits, listEntries: 1 } });
  const ann = network.person("ann");
  assert(tellChanServ(ann, "AMODE #a +v bob")[0].startsWith("Bob has"));
  assertEquals(tellChanServ(ann, "AMODE #a +v cat"), [
    "There are 1 ranks already.",
  ]);
  assert(tellChanServ(ann, "AMODE #a +o bob")[0].startsWith("Bob has"));
});
