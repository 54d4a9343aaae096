import { assert, assertEquals } from "@std/assert";
import { MAX_LINE_BYTES } from "../../../../src/irc/wire/message.ts";
import { byteLength } from "../../../../src/irc/names/text.ts";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

/** What stands in the 353s that NAMES answers with. */
function members(client: TestClient, channel: string): string[] {
  client.take();
  return client.send(`NAMES ${channel}`)
    .filter((line) => line.split(" ")[1] === "353")
    .flatMap((line) => line.split(" :")[1].split(" "));
}

Deno.test("NAMES lists the members of a channel with their highest prefix", () => {
  const [ann, bob] = new TestNetwork().channel("#a", "ann", "bob");
  ann.send("MODE #a +vov bob bob ann");
  bob.take();
  assertEquals(bob.send("NAMES #a"), [
    ":irc.test 353 bob = #a :@ann @bob",
    ":irc.test 366 bob #a :End of /NAMES list",
  ]);
});

Deno.test("NAMES shows every prefix under multi-prefix, and hostmasks under userhost-in-names", () => {
  const [ann] = new TestNetwork().channel("#a", "ann", "bob");
  ann.send("MODE #a +v ann", "CAP REQ :multi-prefix userhost-in-names");
  assertEquals(members(ann, "#a"), [
    "@+ann!~ann@192.0.2.1",
    "bob!~bob@192.0.2.1",
  ]);
});

Deno.test("NAMES marks secret channels with @ and private ones with *", () => {
  const [ann] = new TestNetwork().channel("#a", "ann");
  ann.send("JOIN #b", "MODE #a +s", "MODE #b +p");
  ann.take();
  assertEquals(ann.send("NAMES #a,#b"), [
    ":irc.test 353 ann @ #a :@ann",
    ":irc.test 353 ann * #b :@ann",
    ":irc.test 366 ann #a,#b :End of /NAMES list",
    ":irc.test 366 ann #a :End of /NAMES list",
    ":irc.test 366 ann #b :End of /NAMES list",
  ]);
});

Deno.test("NAMES of a list ends with a 366 for the list, and one for each name, seen or not", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  const [bob] = network.channel("#b", "bob");
  bob.send("JOIN #s", "MODE #s +s");
  ann.take();
  assertEquals(ann.send("NAMES #a,#nowhere,#s,invalid,#B"), [
    ":irc.test 353 ann = #a :@ann",
    ":irc.test 353 ann = #b :@bob",
    ":irc.test 366 ann #a,#nowhere,#s,invalid,#B :End of /NAMES list",
    ":irc.test 366 ann #a :End of /NAMES list",
    ":irc.test 366 ann #nowhere :End of /NAMES list",
    ":irc.test 366 ann #s :End of /NAMES list",
    ":irc.test 366 ann invalid :End of /NAMES list",
    ":irc.test 366 ann #B :End of /NAMES list",
  ]);
});

Deno.test("NAMES of what is no channel, or of nothing, is answered with 366 alone", () => {
  const ann = new TestNetwork().register("ann");
  ann.take();
  assertEquals(
    ann.send("NAMES #nowhere", "NAMES invalid", "NAMES", "NAMES :"),
    [
      ":irc.test 366 ann #nowhere :End of /NAMES list",
      ":irc.test 366 ann invalid :End of /NAMES list",
      ":irc.test 366 ann * :End of /NAMES list",
      ":irc.test 366 ann * :End of /NAMES list",
    ],
  );
});

Deno.test("NAMES hides secret channels and invisible users from outside, but for spies", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  const cat = network.register("cat");
  const root = network.operator("root");
  bob.send("MODE bob +i");
  assertEquals(members(cat, "#a"), ["@ann"]);
  assertEquals(members(ann, "#a"), ["@ann", "bob"]);
  assertEquals(members(root, "#a"), ["@ann", "bob"]);
  ann.send("MODE #a +s");
  assertEquals(members(cat, "#a"), []);
  assertEquals(members(root, "#a"), ["@ann", "bob"]);
});

Deno.test("NAMES under +u shows those without a prefix to half operators and themselves alone", () => {
  const network = new TestNetwork();
  const [ann, bob, cat] = network.channel("#a", "ann", "bob", "cat");
  ann.send("MODE #a +u");
  assertEquals(members(ann, "#a"), ["@ann", "bob", "cat"]);
  assertEquals(members(bob, "#a"), ["@ann", "bob"]);
  ann.send("MODE #a +vh bob cat");
  assertEquals(members(bob, "#a"), ["@ann", "+bob", "%cat"]);
  ann.send("MODE #a -v bob");
  assertEquals(members(cat, "#a"), ["@ann", "bob", "%cat"]);
});

Deno.test("NAMES lists the members of so many channels, and ends the others", () => {
  const [ann] = new TestNetwork({}, { targets: 1 }).channel("#a", "ann");
  ann.send("JOIN #b");
  ann.take();
  assertEquals(ann.send("NAMES #a,#b"), [
    ":irc.test 353 ann = #a :@ann",
    ":irc.test 366 ann #a,#b :End of /NAMES list",
    ":irc.test 366 ann #a :End of /NAMES list",
    ":irc.test 366 ann #b :End of /NAMES list",
  ]);
});

Deno.test("NAMES takes a channel in any case, and ends with the name as it was given", () => {
  const [alice, bob] = new TestNetwork()
    .channel("#Tea", "alice", "bob", "carol");
  alice.send("MODE #tea +v bob");
  bob.take();
  assertEquals(bob.send("NAMES #tEA"), [
    ":irc.test 353 bob = #Tea :@alice +bob carol",
    ":irc.test 366 bob #tEA :End of /NAMES list",
  ]);
});

Deno.test("many members take several 353, none over 512 bytes", () => {
  const nicks = Array.from(
    { length: 60 },
    (_, i) => `é${i}`.padEnd(20, "é"),
  );
  const [first] = new TestNetwork().channel("#é", ...nicks);
  const lines = first.send("NAMES #é");
  const last = lines.pop();
  assertEquals(last, `:irc.test 366 ${nicks[0]} #é :End of /NAMES list`);
  assert(lines.every((line) => byteLength(line) <= MAX_LINE_BYTES - 2));
  const start = `:irc.test 353 ${nicks[0]} = #é :`;
  assert(lines.length > 1 && lines.every((line) => line.startsWith(start)));
  assertEquals(
    lines.flatMap((line) => line.slice(start.length).split(" ")),
    nicks.map((nick, i) => (i === 0 ? "@" : "") + nick),
  );
});
