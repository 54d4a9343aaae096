import { assertEquals } from "@std/assert";
import { ChannelNetwork } from "../../../support/channel_people.ts";
import type { TestClient } from "../../../support/test_network.ts";

/** A network on which the founder gives `#a` up, and the shell has not answered yet. */
function dropping(isInhabited: boolean) {
  const network = new ChannelNetwork({ modes: { i: "" } });
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  const root = network.operator("root");
  ann.enable("draft/channel-rename");
  if (isInhabited) {
    ann.send("JOIN #a", "INVITE bob #a");
    bob.send("JOIN #a");
  }
  const code = ann.send("CS DROP #a").at(-1)?.split(" ").at(-1);
  network.answers = false;
  ann.send(`CS DROP #a ${code}`);
  for (const client of [ann, bob, root]) client.take();
  return { network, ann, bob, root };
}

/** Lets the shell answer. */
function answer(network: ChannelNetwork, canWrite: boolean): void {
  network.canWrite = canWrite;
  network.answer();
  network.canWrite = true;
  network.answers = true;
}

function shownModes(client: TestClient, channel: string): string | undefined {
  client.take();
  return client.send(`MODE ${channel}`)[0]?.split(" ").slice(4).join(" ");
}

Deno.test("a channel that is given up, and renamed with the next line, is registered no more", () => {
  const { ann, bob, network } = dropping(true);
  ann.send("RENAME #a #c");
  answer(network, true);
  const told = bob.take();
  assertEquals(told.slice(0, 2), [
    ":irc.test MODE #a -r",
    ":bob!~bob@192.0.2.1 PART #a",
  ]);
  assertEquals(shownModes(bob, "#c"), "+i");
  assertEquals(network.core.network.records.channels.size, 0);
});

Deno.test("a channel whose end cannot be written is renamed with the next line, as a registered one", () => {
  const { ann, bob, network } = dropping(true);
  ann.send("RENAME #a #c");
  answer(network, false);
  assertEquals(shownModes(bob, "#c"), "+ir");
  const { channels } = network.core.network.records;
  assertEquals([...channels.keys()], ["#c"]);
});
