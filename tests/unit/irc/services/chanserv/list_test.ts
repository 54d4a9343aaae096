import { assertEquals } from "@std/assert";
import { ChannelNetwork } from "../../../../support/channel_people.ts";
import { tellChanServ } from "../../../../support/talking.ts";

Deno.test("LIST tells operators which channels are registered, those that nobody is on too", () => {
  const network = new ChannelNetwork();
  const bob = network.person("bob");
  bob.send("JOIN #b,#c", "CS REGISTER #b");
  const root = network.operator("root");
  assertEquals(tellChanServ(root, "LIST"), [
    "#a (ann)",
    "#b (bob)",
    "Registered channels that fit: 2",
  ]);
  assertEquals(tellChanServ(root, "LIST *B"), [
    "#b (bob)",
    "Registered channels that fit: 1",
  ]);
  const { limits } = network.core.network.settings;
  network.reconfigure({ limits: { ...limits, matches: 1 } });
  assertEquals(tellChanServ(root, "LIST"), [
    "#a (ann)",
    "Registered channels that fit: 2",
  ]);
});
