import { assertEquals } from "@std/assert";
import { ChannelNetwork, rankOf } from "../../../../support/channel_people.ts";
import { tellChanServ } from "../../../../support/talking.ts";

const KICK_OF_BOB = ":irc.test KICK #a bob :Cleared by ChanServ";

Deno.test("CLEAR USERS kicks all members but who asks; each learns of itself", () => {
  const network = new ChannelNetwork();
  const ann = network.person("ann");
  const others = [network.person("bob"), network.person("cat")];
  for (const client of [ann, ...others]) client.send("JOIN #a");
  for (const client of others) client.take();
  const kick = (nick: string) =>
    `:irc.test KICK #a ${nick} :Cleared by ChanServ`;
  assertEquals(tellChanServ(ann, "CLEAR #a users"), [
    kick("bob"),
    kick("cat"),
    "The members of #a are removed.",
  ]);
  assertEquals(others.map((client) => client.take()), [
    [kick("bob")],
    [kick("cat")],
  ]);
  assertEquals(tellChanServ(ann, "CLEAR #a all"), [
    "all cannot be cleared: say USERS or ACCESS.",
  ]);
});

Deno.test("the history has whom CLEAR USERS kicked", () => {
  const network = new ChannelNetwork();
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  ann.enable("batch", "draft/chathistory", "draft/event-playback");
  for (const client of [ann, bob]) client.send("JOIN #a");
  tellChanServ(ann, "CLEAR #a USERS");
  const lines = ann.send("CHATHISTORY LATEST #a * 1");
  assertEquals(lines[1].split(" ").slice(1).join(" "), KICK_OF_BOB);
});

Deno.test("CLEAR USERS tells who asks of those alone whom +u lets it see", () => {
  const network = new ChannelNetwork({ modes: { u: "" } });
  const ann = network.person("ann");
  const [bob, cat] = [network.person("bob"), network.person("cat")];
  for (const client of [ann, bob, cat]) client.send("JOIN #a");
  ann.send("MODE #a +o bob", "MODE #a -qo ann ann");
  cat.take();
  assertEquals(tellChanServ(ann, "CLEAR #a USERS"), [
    ":irc.test KICK #a bob :Cleared by ChanServ",
    "The members of #a are removed.",
  ]);
  assertEquals(cat.take(), [":irc.test KICK #a cat :Cleared by ChanServ"]);
});

Deno.test("CLEAR USERS of who is not there kicks all, and of nobody says so", () => {
  const network = new ChannelNetwork();
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  bob.send("JOIN #a");
  assertEquals(tellChanServ(ann, "CLEAR #a USERS"), [
    "The members of #a are removed.",
  ]);
  assertEquals(network.core.network.channels.size, 0);
  assertEquals(tellChanServ(ann, "CLEAR #a USERS"), ["Nobody is on #a."]);
});

Deno.test("CLEAR ACCESS takes ranks and empties lists, of a channel that somebody is on and of one that nobody is", () => {
  for (const isThere of [true, false]) {
    const entry = { mask: "eve!*@*", setBy: "x", setAt: 0 };
    const network = new ChannelNetwork({
      ranks: [rankOf("bob", "o")],
      lists: { b: [entry], I: [entry], g: [{ ...entry, mask: "rude" }] },
    });
    const ann = network.person("ann");
    if (isThere) ann.send("JOIN #a");
    assertEquals(
      tellChanServ(ann, "CLEAR #a ACCESS").slice(1),
      isThere ? [":irc.test MODE #a -bI eve!*@* eve!*@*"] : [],
    );
    const { lists, ranks } = network.recordOf();
    assertEquals([Object.keys(lists), ranks], [["g"], []]);
    if (!isThere) ann.send("JOIN #a");
    assertEquals(ann.send("MODE #a b"), [
      ":irc.test 368 ann #a :End of channel ban list",
    ]);
  }
});
