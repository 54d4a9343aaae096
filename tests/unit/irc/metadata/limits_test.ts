import { assert, assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("METADATA SET refuses what is no key", () => {
  const ann = new TestNetwork().register("ann");
  for (const key of ["$url$", "Url", "é", "a:b", "k".repeat(41)]) {
    assertEquals(ann.send(`METADATA * SET ${key} :x`), [
      `:irc.test FAIL METADATA INVALID_KEY ${key} :Not a key of metadata`,
    ]);
  }
  for (const key of ["a", "im.xmpp", "x/y_z-0", "k".repeat(40)]) {
    assertEquals(ann.send(`METADATA * SET ${key} :x`), [
      `:irc.test 761 ann ann ${key} * :x`,
    ]);
  }
});

Deno.test("METADATA SET refuses values over max-value-bytes, which count in UTF-8", () => {
  const network = new TestNetwork({}, { metadataValue: 8 });
  const ann = network.connect();
  const offer = ann.send("CAP LS 302").join();
  assert(
    offer.includes(
      `draft/metadata-3=before-connect,max-subs=50,max-keys=20,max-value-bytes=8`,
    ),
    offer,
  );
  const bob = network.register("bob");
  assertEquals(bob.send("METADATA * SET a :💜💜"), [
    ":irc.test 761 bob bob a * :💜💜",
  ]);
  assertEquals(bob.send("METADATA * SET a :💜💜x"), [
    ":irc.test FAIL METADATA INVALID_VALUE a :The value is longer than 8 bytes",
  ]);
});

Deno.test("the longest value fits on a line with the longest key and names", () => {
  const nick = "n".repeat(30);
  const wide = "é".repeat(30);
  const channel = "#" + "é".repeat(63);
  const network = new TestNetwork();
  const [founder] = network.channel(channel, nick);
  const reader = network.register(wide);
  reader.send(`JOIN ${channel}`);
  founder.take();
  const offer = network.connect().send("CAP LS 302").join(" ");
  const most = Number(/max-value-bytes=(\d+)/.exec(offer)?.[1]);
  const [key, value] = ["k".repeat(40), "v".repeat(most)];
  assert(
    founder.send(`METADATA ${channel} SET ${key} ${value}`)[0].includes(
      " 761 ",
    ),
  );
  const answer = reader.send(`METADATA ${channel} GET ${key}`)[0];
  assert(answer.endsWith(` ${key} * :${value}`), answer);
  assert(
    founder.send(`METADATA * SET ${key} ${value}v`)[0].includes(
      "INVALID_VALUE",
    ),
  );
});

Deno.test("a value that is no UTF-8 is refused", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("METADATA * SET a :\ud800"), [
    ":irc.test FAIL METADATA INVALID_UTF8 :The line was dropped: this network takes UTF-8 and nothing else",
  ]);
  assertEquals(ann.send("METADATA * LIST"), []);
});

Deno.test("METADATA SET refuses more keys than there may be, and sets those that are there", () => {
  const network = new TestNetwork({}, { metadataKeys: 2 });
  const [ann] = network.channel("#a", "ann");
  for (const target of ["ann", "#a"]) {
    ann.send(`METADATA ${target} SET a 1`, `METADATA ${target} SET b 1`);
    assertEquals(ann.send(`METADATA ${target} SET c 1`), [
      `:irc.test FAIL METADATA LIMIT_REACHED ${target} 2 :There are as many keys as there may be`,
    ]);
    assertEquals(ann.send(`METADATA ${target} SET a 2`), [
      `:irc.test 761 ann ${target} a * :2`,
    ]);
    ann.send(`METADATA ${target} SET a`);
    assertEquals(ann.send(`METADATA ${target} SET c 1`), [
      `:irc.test 761 ann ${target} c * :1`,
    ]);
  }
});

Deno.test("METADATA SET of one's own is limited to ten changes in ten seconds", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  for (let nth = 0; nth < 10; nth++) {
    assertEquals(ann.send(`METADATA * SET a ${nth}`), [
      `:irc.test 761 ann ann a * :${nth}`,
    ]);
  }
  const refusal =
    ":irc.test FAIL METADATA RATE_LIMITED ann a 1 :Too many changes, wait a while";
  assertEquals(ann.send("METADATA * SET a x"), [refusal]);
  assertEquals(ann.send("METADATA * SET a"), [refusal]);
  assertEquals(ann.send("METADATA #a SET a x"), [
    ":irc.test 761 ann #a a * :x",
  ]);
  network.pass(1000);
  assertEquals(ann.send("METADATA * SET a x"), [
    ":irc.test 761 ann ann a * :x",
  ]);
  assertEquals(ann.send("METADATA * SET a y"), [refusal]);
  network.pass(10_000);
  const answers = Array.from(
    { length: 11 },
    () => ann.send("METADATA * SET a"),
  );
  assertEquals(answers.map(([line]) => line.split(" ")[1]), [
    ...Array(10).fill("766"),
    "FAIL",
  ]);
});

Deno.test("who comes and goes all the time has its metadata asked for later", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  bob.enable("batch", "draft/metadata-3");
  bob.send("METADATA * SUB k", "MONITOR + x,y");
  ann.send("METADATA * SET k :v");
  for (let count = 0; count < 10; count++) ann.send("PART #a", "JOIN #a");
  bob.take();
  ann.send("PART #a", "JOIN #a");
  assertEquals(
    bob.take().at(-1)?.replace(/ :.*/, ""),
    ":irc.test 774 bob ann 1",
  );
  ann.send("PART #a", "NICK x");
  assertEquals(bob.take().at(-1)?.replace(/ :.*/, ""), ":irc.test 774 bob x 1");
  network.pass(10_000);
  ann.send("NICK y");
  assertEquals(bob.take().slice(-2), [
    "@batch=1 :irc.test 761 bob y k * :v",
    ":irc.test BATCH -1",
  ]);
});
