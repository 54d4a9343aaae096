import { assertEquals } from "@std/assert";
import { ChannelNetwork, rankOf } from "../../../../support/channel_people.ts";
import { tellChanServ } from "../../../../support/talking.ts";

const LINES = [
  "Channel #a",
  "Founder: ann",
  "Registered: Wed, 31 Dec 2025 23:59:59 GMT",
];
const UNKNOWN = ["The channel #a is not registered."];

Deno.test("INFO tells of a registered channel, and more to those who have a rank there", () => {
  const network = new ChannelNetwork({
    ranks: [rankOf("bob", "v")],
    offeredTo: "eve",
  });
  const more = [
    ...LINES,
    "Ranks: 1, see /CS AMODE",
    "Offered to: eve",
  ];
  assertEquals(tellChanServ(network.register("zoe"), "INFO #A"), LINES);
  assertEquals(tellChanServ(network.person("ann"), "INFO #a"), more);
  assertEquals(tellChanServ(network.person("bob"), "INFO #a"), more);
  assertEquals(tellChanServ(network.operator("root"), "INFO #a"), more);
  assertEquals(tellChanServ(network.person("cat"), "INFO #b"), [
    "The channel #b is not registered.",
  ]);
});

Deno.test("a channel that is hidden, or private, is registered for those alone who belong to it", () => {
  for (
    const changes of [{ modes: { p: "" } }, { settings: { private: "on" } }]
  ) {
    const network = new ChannelNetwork(changes);
    const [ann, bob] = [network.person("ann"), network.person("bob")];
    assertEquals(tellChanServ(bob, "INFO #a"), UNKNOWN);
    assertEquals(tellChanServ(ann, "INFO #a"), LINES);
  }
});

Deno.test("who is on a hidden channel may know that it is registered", () => {
  const network = new ChannelNetwork({ modes: { s: "" } });
  const bob = network.person("bob");
  bob.send("JOIN #a");
  assertEquals(tellChanServ(bob, "INFO #a"), LINES);
});

Deno.test("INFO tells that a channel is purged, to operators by whom", () => {
  const network = new ChannelNetwork();
  const root = network.operator("root");
  root.send("CS PURGE ADD #b bad");
  assertEquals(tellChanServ(network.person("bob"), "INFO #b"), [
    "#b is closed by operators: bad",
  ]);
  assertEquals(tellChanServ(root, "INFO #b"), [
    "#b is closed by operators: bad",
    "Purged by root: Thu, 01 Jan 2026 00:00:00 GMT",
  ]);
});
