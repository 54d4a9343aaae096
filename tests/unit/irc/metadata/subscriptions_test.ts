import { assert, assertEquals } from "@std/assert";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

const CAPABILITIES = ["draft/metadata-3", "batch"];
const SYNC_LATER = ":irc.test 774 ann *ALL 0";

/** A client who reads metadata. */
function reader(network = new TestNetwork(), nick = "ann"): TestClient {
  return network.register(nick).enable(...CAPABILITIES);
}

/** The keys that SUBS tells. */
function subs(client: TestClient): string[] {
  const lines = client.send("METADATA * SUBS");
  return lines.filter((line) => line.includes(" 772 "))
    .flatMap((line) => line.split(" 772 ")[1].split(" ").slice(1));
}

Deno.test("METADATA SUB subscribes, and tells to ask for the values", () => {
  const ann = reader();
  assertEquals(ann.send("METADATA * SUB avatar website foo bar"), [
    ":irc.test 770 ann avatar website foo bar",
    SYNC_LATER,
  ]);
  assertEquals(subs(ann), ["avatar", "website", "foo", "bar"]);
});

Deno.test("METADATA SUB acknowledges a key once, and one that was there before", () => {
  const ann = reader();
  assertEquals(ann.send("METADATA ann SUB foo foo"), [
    ":irc.test 770 ann foo",
    SYNC_LATER,
  ]);
  assertEquals(ann.send("METADATA * SUB foo"), [":irc.test 770 ann foo"]);
  assertEquals(subs(ann), ["foo"]);
});

Deno.test("METADATA SUB refuses what is no key, and goes on", () => {
  const ann = reader();
  assertEquals(ann.send("METADATA * SUB foo $url bar"), [
    ":irc.test FAIL METADATA INVALID_KEY $url :Not a key of metadata",
    ":irc.test 770 ann foo bar",
    SYNC_LATER,
  ]);
  assertEquals(ann.send("METADATA * SUB $url"), [
    ":irc.test FAIL METADATA INVALID_KEY $url :Not a key of metadata",
  ]);
});

Deno.test("METADATA SUB ends at the first key over the limit", () => {
  const ann = reader(new TestNetwork({}, { metadataSubscriptions: 3 }));
  ann.send("METADATA * SUB avatar website");
  assertEquals(ann.send("METADATA * SUB foo website $x baz avatar"), [
    ":irc.test FAIL METADATA INVALID_KEY $x :Not a key of metadata",
    ":irc.test FAIL METADATA LIMIT_REACHED baz 3 :There are as many keys as there may be",
    ":irc.test 770 ann foo website",
    SYNC_LATER,
  ]);
  assertEquals(ann.send("METADATA * SUB bar"), [
    ":irc.test FAIL METADATA LIMIT_REACHED bar 3 :There are as many keys as there may be",
  ]);
  assertEquals(subs(ann), ["avatar", "website", "foo"]);
});

Deno.test("METADATA UNSUB ends subscriptions, and acknowledges those that were none", () => {
  const network = new TestNetwork();
  const ann = reader(network);
  ann.send("METADATA * SUB website avatar foo");
  assertEquals(ann.send("METADATA * UNSUB foo bar $x avatar"), [
    ":irc.test FAIL METADATA INVALID_KEY $x :Not a key of metadata",
    ":irc.test 771 ann foo bar avatar",
  ]);
  assertEquals(subs(ann), ["website"]);
  ann.send("METADATA * UNSUB website");
  assertEquals(network.session(ann).subscriptions, null);
});

Deno.test("METADATA SUBS answers in a batch without parameters, empty if there are none", () => {
  const ann = reader();
  assertEquals(ann.send("METADATA * SUBS"), [
    ":irc.test BATCH +1 metadata-subs",
    ":irc.test BATCH -1",
  ]);
  ann.send("METADATA * SUB foo bar");
  assertEquals(ann.send("METADATA * SUBS"), [
    ":irc.test BATCH +2 metadata-subs",
    "@batch=2 :irc.test 772 ann foo bar",
    ":irc.test BATCH -2",
  ]);
});

Deno.test("METADATA SUB, UNSUB and SUBS tell keys on as many lines as they need", () => {
  const ann = reader();
  const keys = Array.from(
    { length: 20 },
    (_, index) => `${"k".repeat(38)}${String(index).padStart(2, "0")}`,
  );
  const halves = [keys.slice(0, 10), keys.slice(10)];
  for (const half of halves) {
    const lines = ann.send(`METADATA * SUB ${half.join(" ")}`);
    assertEquals(lines.at(-1), SYNC_LATER);
  }
  assertEquals(subs(ann), keys);
  const lines = ann.send("METADATA * SUBS");
  assertEquals(lines.length, 4);
  const short = Array.from({ length: 30 }, (_, index) => `a${index}`);
  const answer = ann.send(`METADATA * SUB ${short.join(" ")}`);
  assertEquals(
    answer.slice(0, -1).map((line) => line.split(" ").length - 3),
    [14, 14, 2],
  );
});

Deno.test("METADATA SUB, UNSUB and SUBS are about oneself alone", () => {
  const network = new TestNetwork();
  const ann = reader(network);
  network.register("bob");
  for (const rest of ["SUB foo", "UNSUB foo", "SUBS"]) {
    assertEquals(ann.send(`METADATA bob ${rest}`), [
      ":irc.test FAIL METADATA INVALID_TARGET bob :There is no such target",
    ]);
  }
});

Deno.test("those on a channel with a user are told of the keys they subscribe to", () => {
  const network = new TestNetwork();
  const [ann, bob, eve] = network.channel("#a", "ann", "bob", "eve");
  for (const client of [ann, bob, eve]) client.enable(...CAPABILITIES);
  bob.send("METADATA * SUB color");
  assertEquals(ann.send("METADATA * SET color red", "METADATA * SET url x"), [
    ":irc.test 761 ann ann color * :red",
    ":irc.test 761 ann ann url * :x",
  ]);
  assertEquals(bob.take(), [":irc.test 761 * ann color * :red"]);
  ann.send("METADATA * SET color red");
  assertEquals(bob.take(), []);
  ann.send("METADATA * SET color");
  assertEquals(bob.take(), [":irc.test 766 * ann color :key not set"]);
  ann.send("METADATA * SET color");
  assertEquals([...bob.take(), ...eve.take()], []);
});

Deno.test("those on a channel are told of its values, each key that CLEAR takes away too", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  const eve = reader(network, "eve");
  for (const client of [ann, bob]) client.enable(...CAPABILITIES);
  for (const client of [ann, bob, eve]) client.send("METADATA * SUB url logo");
  ann.send("METADATA #a SET url x", "METADATA #a SET logo y");
  assertEquals(bob.take(), [
    ":irc.test 761 * #a url * :x",
    ":irc.test 761 * #a logo * :y",
  ]);
  ann.send("METADATA #a SET other z", "METADATA #a CLEAR");
  assertEquals(bob.take(), [
    ":irc.test 766 * #a url :key not set",
    ":irc.test 766 * #a logo :key not set",
  ]);
  assertEquals(eve.take(), []);
});

Deno.test("who watches a user is told, on no channel with it", () => {
  const network = new TestNetwork();
  const [ann, bob] = [reader(network), reader(network, "bob")];
  bob.send("METADATA * SUB color");
  ann.send("METADATA * SET color red");
  assertEquals(bob.take(), []);
  bob.send("MONITOR + ann");
  ann.send("METADATA * SET color blue");
  assertEquals(bob.take(), [":irc.test 761 * ann color * :blue"]);
  network.channel("#a", "x");
  for (const client of [ann, bob]) client.send("JOIN #a");
  bob.take();
  ann.send("METADATA * SET color green");
  assertEquals(bob.take(), [":irc.test 761 * ann color * :green"]);
});

Deno.test("a user is told what somebody else changes, and not what it changes itself", () => {
  const network = new TestNetwork();
  const ann = reader(network);
  ann.send("METADATA * SUB color", "MONITOR + ann");
  assertEquals(ann.send("METADATA * SET color red"), [
    ":irc.test 761 ann ann color * :red",
  ]);
  network.operator("root").send("METADATA ann SET color blue");
  assertEquals(ann.take(), [":irc.test 761 * ann color * :blue"]);
});

Deno.test("who has not the capability, or not batch, is told of no change", () => {
  const network = new TestNetwork();
  const [ann, bob, eve] = network.channel("#a", "ann", "bob", "eve");
  eve.enable("draft/metadata-3");
  for (const client of [bob, eve]) client.send("METADATA * SUB color");
  ann.send("METADATA * SET color red");
  assertEquals([...bob.take(), ...eve.take()], []);
});

Deno.test("who does not see a member under +u is not told of it", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  ann.send("MODE #a +u", "METADATA * SET color red");
  const eve = reader(network, "eve");
  eve.send("METADATA * SUB color", "JOIN #a");
  bob.send("METADATA * SET color blue");
  assertEquals(eve.take(), []);
  assertEquals(
    eve.send("METADATA #a SYNC").filter((line) => line.includes(" 761 ")),
    ["@batch=2 :irc.test 761 eve ann color * :red"],
  );
});

Deno.test("before registration, a client subscribes and is not told to sync", () => {
  const client = new TestNetwork().connect().enable(...CAPABILITIES);
  assertEquals(client.send("METADATA * SUB color url"), [
    ":irc.test 770 * color url",
  ]);
  client.send("NICK ann", "USER ann 0 * :Ann", "CAP END");
  assert(subs(client).includes("url"));
});
