import { assertEquals } from "@std/assert";
import { ChannelNetwork, rankOf } from "../../../../support/channel_people.ts";
import { tellChanServ } from "../../../../support/talking.ts";

Deno.test("ACCESS lists one's own channels, ranks and offers, and nobody else's", () => {
  const network = new ChannelNetwork({
    ranks: [rankOf("bob", "v")],
    offeredTo: "Bob",
    modes: { s: "" },
  });
  const bob = network.person("bob");
  bob.send("JOIN #b", "CS REGISTER #b");
  assertEquals(tellChanServ(bob, "ACCESS"), [
    "#a: +v, given by ann",
    "#a: offered to you, /CS ACCEPT #a takes it",
    "#b: founder, registered Thu, 01 Jan 2026 00:00:00 GMT",
  ]);
  assertEquals(tellChanServ(network.person("cat"), "ACCESS"), [
    "You have no rank on any channel.",
  ]);
});
