import { assertEquals } from "@std/assert";
import { ChannelNetwork } from "../../../../support/channel_people.ts";
import { tellChanServ } from "../../../../support/talking.ts";

Deno.test("SUSPEND closes a registered channel for a time, and all comes back", () => {
  const network = new ChannelNetwork();
  const [ann, root] = [network.person("ann"), network.operator("root")];
  ann.send("JOIN #a", "TOPIC #a :Still here");
  ann.take();
  assertEquals(tellChanServ(root, "SUSPEND #a 1h too much noise"), [
    "#a is suspended until Thu, 01 Jan 2026 01:00:00 GMT.",
  ]);
  assertEquals(ann.take(), [":irc.test KICK #a ann :too much noise"]);
  assertEquals(ann.send("JOIN #a"), [
    ":irc.test 448 ann #a :Closed by the operators of the network: too much noise",
  ]);
  assertEquals(
    tellChanServ(ann, "INFO #a").at(-1),
    "Suspended by root until Thu, 01 Jan 2026 01:00:00 GMT: too much noise",
  );
  network.at += 3_600_000;
  const lines = ann.send("JOIN #a");
  assertEquals(lines[1], ":irc.test MODE #a +q ann");
  assertEquals(lines[2], ":irc.test 332 ann #a :Still here");
});

Deno.test("without a duration it is until UNSUSPEND", () => {
  const network = new ChannelNetwork();
  const [ann, root] = [network.person("ann"), network.operator("root")];
  assertEquals(tellChanServ(root, "SUSPEND #a"), ["#a is suspended."]);
  network.at += 1_000_000_000;
  assertEquals(ann.send("JOIN #a"), [
    ":irc.test 448 ann #a :Closed by the operators of the network: No reason given",
  ]);
  assertEquals(tellChanServ(root, "LIST"), [
    "#a (ann, suspended)",
    "Registered channels that fit: 1",
  ]);
  assertEquals(tellChanServ(root, "UNSUSPEND #a"), ["#a is open again."]);
  assertEquals(tellChanServ(root, "UNSUSPEND #a"), ["#a is not suspended."]);
  assertEquals(tellChanServ(root, "SUSPEND #none"), [
    "The channel #none is not registered.",
  ]);
  assertEquals(ann.send("JOIN #a")[0], ":ann!~ann@192.0.2.1 JOIN #a");
});

Deno.test("a forward leads to no closed channel", () => {
  const network = new ChannelNetwork();
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  const root = network.operator("root");
  ann.send("JOIN #a,#b", "MODE #b +if #a");
  root.send("CS SUSPEND #a spam");
  bob.take();
  assertEquals(bob.send("JOIN #b"), [
    ":irc.test 470 bob #b #a :Forwarding to another channel",
    ":irc.test 448 bob #a :Closed by the operators of the network: spam",
  ]);
});
