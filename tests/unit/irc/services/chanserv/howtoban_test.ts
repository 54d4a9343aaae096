import { assertEquals } from "@std/assert";
import { ChannelNetwork, rankOf } from "../../../../support/channel_people.ts";
import { tellChanServ } from "../../../../support/talking.ts";

Deno.test("HOWTOBAN names bans that work, and whom they hit too", () => {
  const network = new ChannelNetwork();
  const ann = network.person("ann", "198.51.100.1");
  const bob = network.person("bob");
  const zoe = network.register("zoe");
  for (const client of [ann, bob, zoe]) client.send("JOIN #a");
  const byAccount = "By its account, wherever it comes from: /MODE #a +b a:Bob";
  network.logIn("bob", "Bob");
  assertEquals(tellChanServ(ann, "HOWTOBAN #a bob"), [
    byAccount,
    "By its host, without an account too: /MODE #a +b *!*@192.0.2.1",
    "That hits these too: zoe",
    "Who is there stays: /KICK #a bob",
  ]);
  ann.send("MODE #a +b a:Bob", "KICK #a bob");
  bob.take();
  assertEquals(bob.send("JOIN #a"), [
    ":irc.test 474 bob #a :Cannot join channel (+b)",
  ]);
  assertEquals(
    tellChanServ(ann, "HOWTOBAN #a bob")[0],
    "bob is banned already.",
  );
  assertEquals(tellChanServ(ann, "HOWTOBAN #a zoe").slice(0, 2), [
    "By its host, without an account too: /MODE #a +b *!*@192.0.2.1",
    "Who is there stays: /KICK #a zoe",
  ]);
});

Deno.test("HOWTOBAN knows who has gone, and who is let in whatever is banned", () => {
  const network = new ChannelNetwork({ ranks: [rankOf("bob", "h")] });
  const ann = network.person("ann");
  ann.send("JOIN #a");
  network.person("bob");
  network.register("zoe", "198.51.100.7").send("QUIT");
  assertEquals(tellChanServ(ann, "HOWTOBAN #a bob"), [
    "bob has +h on #a for good, and is let in: see /CS AMODE.",
  ]);
  assertEquals(tellChanServ(ann, "HOWTOBAN #a zoe"), [
    "By its host, without an account too: /MODE #a +b *!*@198.51.100.7",
  ]);
  assertEquals(tellChanServ(ann, "HOWTOBAN #a nobody"), [
    "There is nobody called nobody.",
  ]);
});

Deno.test("HOWTOBAN names no host that is hidden", () => {
  const network = new ChannelNetwork({}, { userModes: "x" });
  const ann = network.person("ann");
  ann.send("JOIN #a");
  network.register("zoe", "198.51.100.7");
  const zoe = network.core.network.findUser("zoe");
  assertEquals(tellChanServ(ann, "HOWTOBAN #a zoe"), [
    `By its host, without an account too: /MODE #a +b *!*@${zoe?.cloak}`,
  ]);
});
