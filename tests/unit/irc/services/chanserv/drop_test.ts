import { assert, assertEquals } from "@std/assert";
import { ChannelNetwork } from "../../../../support/channel_people.ts";
import { tellChanServ } from "../../../../support/talking.ts";

Deno.test("DROP wants a code that it tells, then gives the channel up with those who are there", () => {
  const network = new ChannelNetwork({ modes: { m: "" } });
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  ann.send("JOIN #a");
  bob.send("JOIN #a");
  const [, told] = tellChanServ(ann, "DROP #A");
  const [, code] = /^To give it up: \/CS DROP #a ([0-9a-f]{8})$/.exec(told) ??
    [];
  assert(code);
  assertEquals(tellChanServ(ann, "DROP #a 00000000")[1], told);
  bob.take();
  assertEquals(tellChanServ(ann, `UNREGISTER #a ${code}`), [
    "#a is registered no more.",
    ":irc.test MODE #a -r",
  ]);
  assertEquals(bob.take(), [":irc.test MODE #a -r"]);
  assertEquals(network.core.network.records.channels.size, 0);
  assertEquals(
    network.store.read().map(({ kind }) => kind).includes("channel"),
    false,
  );
  assertEquals(ann.send("MODE #a")[0], ":irc.test 324 ann #a +m");
  ann.send("PART #a");
  bob.send("PART #a");
  assert(
    bob.send("JOIN #a").some((line) => line.endsWith("353 bob = #a :@bob")),
  );
});

Deno.test("a channel whose end cannot be saved goes on, with what has changed meanwhile", () => {
  const network = new ChannelNetwork();
  const ann = network.person("ann");
  ann.send("JOIN #a");
  const code = tellChanServ(ann, "DROP #a")[1].split(" ").at(-1);
  network.answers = false;
  const cat = network.person("cat");
  ann.send(`CS DROP #a ${code}`);
  cat.send("JOIN #a", "OPER root secret");
  network.answers = true;
  network.canWrite = false;
  network.answer();
  assert(ann.take().some((line) => line.includes("nothing has changed")));
  assertEquals(network.recordOf().founder, "ann");
  assertEquals(ann.send("MODE #a")[0], ":irc.test 324 ann #a +ntr");
});

Deno.test("operators of the network who may drop any channel", () => {
  const network = new ChannelNetwork();
  const root = network.operator("root");
  const code = tellChanServ(root, "DROP #a")[1].split(" ").at(-1);
  root.send("MODE root +s +h");
  assertEquals(tellChanServ(root, `DROP #a ${code}`), [
    "#a is registered no more.",
    ":irc.test NOTICE * :*** The channel #a was given up by root",
  ]);
});

Deno.test("a channel that is renamed in the same breath as it is given up is not registered under its new name", () => {
  const network = new ChannelNetwork();
  const ann = network.person("ann");
  ann.enable("draft/channel-rename").send("JOIN #a");
  const code = tellChanServ(ann, "DROP #a")[1].split(" ").at(-1);
  network.answers = false;
  ann.send(`CS DROP #a ${code}`, "RENAME #a #c");
  network.answers = true;
  network.answer();
  const { channels } = network.core.network;
  assertEquals([...channels.keys()], ["#c"]);
  assertEquals(channels.get("#c")?.modes.has("r"), false);
});
