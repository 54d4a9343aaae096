import { assert, assertEquals } from "@std/assert";
import { MAX_TARGETS } from "../../../src/irc/wire/limits.ts";
import { byteLength, MAX_LINE_BYTES } from "../../../src/irc/wire/message.ts";
import { TestNetwork } from "../../support/test_network.ts";

Deno.test("NAMES shows the members with the symbol of their rank", () => {
  const [alice, bob] = new TestNetwork()
    .channel("#Tea", "alice", "bob", "carol");
  alice.send("MODE #tea +v bob");
  bob.take();
  assertEquals(bob.send("NAMES #tEA"), [
    ":irc.test 353 bob = #Tea :@alice +bob carol",
    ":irc.test 366 bob #Tea :End of /NAMES list",
  ]);
});

Deno.test("of several ranks NAMES shows the highest, with multi-prefix all", () => {
  const [alice] = new TestNetwork().channel("#a", "alice");
  alice.send("MODE #a +v alice");
  assertEquals(alice.send("NAMES #a")[0], ":irc.test 353 alice = #a :@alice");
  alice.send("CAP REQ multi-prefix");
  assertEquals(alice.send("NAMES #a")[0], ":irc.test 353 alice = #a :@+alice");
});

Deno.test("with userhost-in-names NAMES shows nick!user@host", () => {
  const [alice] = new TestNetwork().channel("#a", "alice", "bob");
  alice.send("CAP REQ userhost-in-names");
  assertEquals(
    alice.send("NAMES #a")[0],
    ":irc.test 353 alice = #a :@alice!~alice@192.0.2.1 bob!~bob@192.0.2.1",
  );
});

Deno.test("those outside see the members of a channel that is not secret", () => {
  const network = new TestNetwork();
  network.channel("#a", "alice");
  assertEquals(network.register("bob").send("NAMES #a"), [
    ":irc.test 353 bob = #a :@alice",
    ":irc.test 366 bob #a :End of /NAMES list",
  ]);
});

Deno.test("a secret channel shows its members to members alone, marked @", () => {
  const network = new TestNetwork();
  const [alice] = network.channel("#a", "alice");
  alice.send("MODE #a +s");
  assertEquals(alice.send("NAMES #a")[0], ":irc.test 353 alice @ #a :@alice");
  assertEquals(network.register("bob").send("NAMES #a"), [
    ":irc.test 366 bob #a :End of /NAMES list",
  ]);
});

Deno.test("those outside do not see invisible members", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.channel("#a", "alice", "bob");
  alice.send("MODE alice +i");
  const carol = network.register("carol");
  assertEquals(carol.send("NAMES #a"), [
    ":irc.test 353 carol = #a :bob",
    ":irc.test 366 carol #a :End of /NAMES list",
  ]);
  assertEquals(bob.send("NAMES #a")[0], ":irc.test 353 bob = #a :@alice bob");
  bob.send("MODE bob +i");
  assertEquals(carol.send("NAMES #a"), [
    ":irc.test 366 carol #a :End of /NAMES list",
  ]);
});

Deno.test("NAMES of no channel, or of a bad name, is 366 with that name", () => {
  assertEquals(new TestNetwork().register("alice").send("NAMES #none,bad"), [
    ":irc.test 366 alice #none :End of /NAMES list",
    ":irc.test 366 alice bad :End of /NAMES list",
  ]);
});

Deno.test("NAMES without a channel is 366 with *", () => {
  assertEquals(new TestNetwork().register("alice").send("NAMES", "NAMES :"), [
    ":irc.test 366 alice * :End of /NAMES list",
    ":irc.test 366 alice * :End of /NAMES list",
  ]);
});

Deno.test("NAMES looks at no more than TARGMAX channels", () => {
  const names = Array.from(
    { length: MAX_TARGETS.NAMES + 1 },
    (_, i) => `#${i}`,
  );
  const alice = new TestNetwork().register("alice");
  const lines = alice.send(`NAMES ${names.join(",")}`);
  assertEquals(lines.length, MAX_TARGETS.NAMES);
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
