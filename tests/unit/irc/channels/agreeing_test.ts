import { assert, assertEquals } from "@std/assert";
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

for (const canWrite of [true, false]) {
  const what = canWrite ? "is written later" : "cannot be written";
  Deno.test(`nobody takes the name of a channel whose end ${what}`, () => {
    const { bob, network, root } = dropping(false);
    const record = network.store.read().find(({ kind }) => kind === "channel");
    assertEquals(bob.send("JOIN #a"), [
      ":irc.test 263 bob JOIN :Please wait a while and try again.",
    ]);
    assertEquals(root.send("SAJOIN bob #a"), [
      ":irc.test 263 root SAJOIN :Please wait a while and try again.",
    ]);
    bob.send("JOIN #b");
    bob.take();
    assert(bob.send("RENAME #b #a")[0].includes("FAIL RENAME CANNOT_RENAME"));
    answer(network, canWrite);
    const { channels } = network.core.network.records;
    assertEquals(channels.get("#a"), canWrite ? undefined : record?.value);
    bob.take();
    const [line] = bob.send("JOIN #a");
    assertEquals(line.split(" ")[1], canWrite ? "JOIN" : "473");
  });
}

for (
  const [close, open] of [["SUSPEND", "UNSUSPEND"], ["PURGE ADD", "PURGE DEL"]]
) {
  Deno.test(`${open} opens a channel once that is written`, () => {
    for (const canWrite of [true, false]) {
      const network = new ChannelNetwork();
      const [root, ann] = [network.operator("root"), network.person("ann")];
      root.send(`CS ${close} #a`);
      network.answers = false;
      root.send(`CS ${open} #a`);
      const code = () => ann.send("JOIN #a")[0].split(" ")[1];
      assertEquals(code(), "448");
      answer(network, canWrite);
      assertEquals(code(), canWrite ? "JOIN" : "448");
    }
  });
}

Deno.test("a service changes nothing that another is changing at this moment", () => {
  const network = new ChannelNetwork();
  const [ann, root] = [network.person("ann"), network.operator("root")];
  network.answers = false;
  ann.send("CS SET #a ranks off");
  assertEquals(root.send("CS TRANSFER #a bob"), [
    ":ChanServ!ChanServ@irc.test NOTICE root :Somebody else is changing that right now. Try again.",
  ]);
  answer(network, false);
  assertEquals(network.recordOf().settings, {});
  root.send("CS TRANSFER #a bob");
  assertEquals(network.recordOf().founder, "Bob");
});

Deno.test("what happens on a channel holds though what a service changes meanwhile cannot be written", () => {
  const network = new ChannelNetwork({ modes: { n: "" } });
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  ann.send("JOIN #a");
  bob.send("JOIN #a");
  network.answers = false;
  ann.send("CS SET #a ranks off");
  bob.send("TOPIC #a :Meanwhile");
  network.canWrite = false;
  network.answer(1);
  answer(network, true);
  const { settings, topic } = network.recordOf();
  assertEquals([settings, topic?.text], [{}, "Meanwhile"]);
  const stored = network.store.read().find(({ kind }) => kind === "channel");
  assertEquals(stored?.value, network.recordOf());
});

Deno.test("a channel whose registration cannot be written is not registered, though somebody came back to it", () => {
  const network = new ChannelNetwork();
  const [bob, cat] = [network.person("bob"), network.person("cat")];
  bob.send("JOIN #b");
  network.answers = false;
  bob.send("CS REGISTER #b");
  network.apply({ kind: "close", session: bob.id, reason: "Gone" });
  cat.send("JOIN #b", "SAMODE #b +o cat");
  assertEquals(shownModes(cat, "#b"), "+ntr");
  const { channels } = network.core.network.records;
  // That somebody came is noted an hour later.
  network.at += 3_600_000;
  cat.send("PART #b", "JOIN #b");
  network.canWrite = false;
  network.answer(1);
  answer(network, true);
  assertEquals([...channels.keys()], ["#a"]);
  assertEquals(shownModes(cat, "#b"), "+nt");
  const stored = network.store.read().filter(({ kind }) => kind === "channel");
  assertEquals(stored.map(({ key }) => key), ["#a"]);
});
