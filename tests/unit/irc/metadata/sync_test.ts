import { assert, assertEquals } from "@std/assert";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

const CAPABILITIES = ["draft/metadata-3", "batch"];

/** A client who subscribes to `color` and `url`. */
function reader(network: TestNetwork, nick: string): TestClient {
  const client = network.register(nick).enable(...CAPABILITIES);
  client.send("METADATA * SUB color url");
  return client;
}

/** The lines from the first BATCH to the last. */
function batches(lines: readonly string[]): string[] {
  const isBatch = (line: string) => line.split(" ")[1] === "BATCH";
  return lines.slice(
    lines.findIndex(isBatch),
    lines.findLastIndex(isBatch) + 1,
  );
}

Deno.test("who joins a channel gets the values it subscribes to, of the channel and its members", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  const eve = reader(network, "eve");
  ann.send("METADATA #a SET url x", "METADATA #a SET other x");
  ann.send("METADATA * SET color red", "METADATA * SET other red");
  bob.send("METADATA * SET url y");
  eve.send("METADATA * SET color grey");
  assertEquals(batches(eve.send("JOIN #a")), [
    ":irc.test BATCH +1 metadata #a",
    "@batch=1 :irc.test 761 eve #a url * :x",
    "@batch=1 :irc.test 761 eve ann color * :red",
    "@batch=1 :irc.test 761 eve bob url * :y",
    "@batch=1 :irc.test 761 eve eve color * :grey",
    ":irc.test BATCH -1",
  ]);
});

Deno.test("the batch that comes with a channel may be empty, and there is none without subscriptions", () => {
  const network = new TestNetwork();
  network.channel("#a", "ann");
  const [eve, bob] = [reader(network, "eve"), network.register("bob")];
  assertEquals(eve.send("JOIN #a").slice(-2), [
    ":irc.test BATCH +1 metadata #a",
    ":irc.test BATCH -1",
  ]);
  bob.enable(...CAPABILITIES);
  assertEquals(
    bob.send("JOIN #a").at(-1),
    ":irc.test 366 bob #a :End of /NAMES list",
  );
});

Deno.test("those on a channel get the values they subscribe to of who joins", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  ann.enable(...CAPABILITIES).send("METADATA * SUB color");
  const eve = network.register("eve");
  eve.send("METADATA * SET url x", "METADATA * SET color red");
  eve.send("JOIN #a");
  assertEquals(ann.take(), [
    ":eve!~eve@192.0.2.1 JOIN #a",
    ":irc.test 761 * eve color * :red",
  ]);
  assertEquals(bob.take(), [":eve!~eve@192.0.2.1 JOIN #a"]);
});

Deno.test("the values of a large channel are left to SYNC", () => {
  const limits = { metadataKeys: 1001, metadataSubscriptions: 1001 };
  const network = new TestNetwork({}, limits);
  const [ann] = network.channel("#a", "ann");
  const eve = network.register("eve").enable(...CAPABILITIES);
  for (let index = 0; index < 1000; index++) {
    ann.send(`METADATA #a SET k${index} x`);
    eve.send(`METADATA * SUB k${index}`);
  }
  const values = (lines: string[]) =>
    lines.filter((line) => line.includes(" 761 ")).length;
  assertEquals(values(eve.send("JOIN #a")), 1000);
  eve.send("PART #a", "METADATA * SUB color");
  ann.send("METADATA * SET color red");
  assertEquals(eve.send("JOIN #a").at(-1), ":irc.test 774 eve #a 5");
  assertEquals(values(eve.send("METADATA #A SYNC")), 1001);
});

Deno.test("METADATA SYNC answers for a user, and for a channel with its members", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  const eve = reader(network, "eve");
  ann.send("METADATA * SET color red", "METADATA #a SET url x");
  assertEquals(eve.send("METADATA ANN SYNC"), [
    ":irc.test BATCH +1 metadata ann",
    "@batch=1 :irc.test 761 eve ann color * :red",
    ":irc.test BATCH -1",
  ]);
  eve.send("JOIN #a");
  assertEquals(eve.send("METADATA #A SYNC"), [
    ":irc.test BATCH +3 metadata #a",
    "@batch=3 :irc.test 761 eve #a url * :x",
    "@batch=3 :irc.test 761 eve ann color * :red",
    ":irc.test BATCH -3",
  ]);
  assertEquals(eve.send("METADATA * SYNC"), [
    ":irc.test BATCH +4 metadata eve",
    ":irc.test BATCH -4",
  ]);
});

Deno.test("METADATA *ALL SYNC tells the values of all who are seen, each user once", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  const bob = network.register("bob");
  const eve = reader(network, "eve");
  ann.send("JOIN #b", "METADATA #b SET url x", "METADATA * SET color red");
  bob.send("METADATA * SET url y");
  network.register("out").send("METADATA * SET color grey");
  eve.send("METADATA * SET color blue", "JOIN #a", "JOIN #b");
  eve.send("MONITOR + bob,nobody,ann");
  assertEquals(eve.send("METADATA *all SYNC").length, 6);
  const lines = eve.send("METADATA *ALL SYNC");
  assertEquals(lines[0].split(" ").slice(-2), ["metadata", "*ALL"]);
  assertEquals(lines.slice(1, -1).map((line) => line.split(" 761 eve ")[1]), [
    "#b url * :x",
    "eve color * :blue",
    "ann color * :red",
    "bob url * :y",
  ]);
});

Deno.test("METADATA SYNC ends with 416 where there are too many values", () => {
  const network = new TestNetwork({}, { matches: 1 });
  const eve = reader(network, "eve");
  eve.send("METADATA * SET color red", "METADATA * SET url x");
  for (const [target, name] of [["*", "eve"], ["*ALL", "*ALL"]]) {
    const [begin, one, last, end] = eve.send(`METADATA ${target} SYNC`);
    const reference = begin.split("+")[1].split(" ")[0];
    assertEquals([begin, one, last, end], [
      `:irc.test BATCH +${reference} metadata ${name}`,
      `@batch=${reference} :irc.test 761 eve eve color * :red`,
      `@batch=${reference} :irc.test 416 eve METADATA :Too many matches, the rest is left out`,
      `:irc.test BATCH -${reference}`,
    ]);
  }
});

Deno.test("METADATA SYNC without subscriptions is an empty batch", () => {
  const network = new TestNetwork();
  network.channel("#a", "ann");
  const eve = network.register("eve").enable(...CAPABILITIES);
  eve.send("METADATA * SET color red", "JOIN #a");
  for (const target of ["#a", "*ALL", "*"]) {
    assertEquals(eve.send(`METADATA ${target} SYNC`).length, 2);
  }
});

Deno.test("a welcome has what was set before registration in a batch, before the message of the day", () => {
  const network = new TestNetwork();
  const client = network.connect().enable(...CAPABILITIES);
  assertEquals(client.send("METADATA * SET color red"), [
    ":irc.test 761 * * color * :red",
  ]);
  client.send("NICK ann", "METADATA * SET url x");
  const welcome = client.send("USER ann 0 * :Ann", "CAP END");
  assertEquals(batches(welcome), [
    ":irc.test BATCH +1 metadata ann",
    "@batch=1 :irc.test 761 ann ann color * :red",
    "@batch=1 :irc.test 761 ann ann url * :x",
    ":irc.test BATCH -1",
  ]);
  const codes = welcome.map((line) => line.split(" ")[1]);
  assert(codes.lastIndexOf("BATCH") < codes.indexOf("422"), codes.join(" "));
  assert(codes.indexOf("BATCH") > codes.indexOf("005"), codes.join(" "));
});

Deno.test("the batch of a welcome may be empty, and others get none", () => {
  const network = new TestNetwork();
  const [one, other] = [network.connect(), network.connect()];
  one.enable(...CAPABILITIES);
  assertEquals(
    batches(one.send("NICK ann", "USER ann 0 * :Ann", "CAP END")),
    [":irc.test BATCH +1 metadata ann", ":irc.test BATCH -1"],
  );
  assertEquals(batches(other.send("NICK bob", "USER bob 0 * :Bob")), []);
});

Deno.test("before registration METADATA takes the capability, and the client alone is its target", () => {
  const network = new TestNetwork({}, { metadataKeys: 1 });
  network.register("bob");
  const client = network.connect();
  assertEquals(
    client.send("METADATA * LIST").at(-1),
    ":irc.test 451 * :You have not registered",
  );
  client.enable(...CAPABILITIES).send("NICK ann");
  for (const target of ["ann", "bob", "#a", "*ALL"]) {
    assertEquals(client.send(`METADATA ${target} SYNC`), [
      `:irc.test FAIL METADATA INVALID_TARGET ${target} :There is no such target`,
    ]);
  }
  assertEquals(client.send("METADATA * SET color red"), [
    ":irc.test 761 ann * color * :red",
  ]);
  assertEquals(client.send("METADATA * SET url x"), [
    ":irc.test FAIL METADATA LIMIT_REACHED * 1 :There are as many keys as there may be",
  ]);
  client.send("METADATA * SUB color");
  for (const rest of ["GET color", "LIST", "SYNC"]) {
    const lines = client.send(`METADATA * ${rest}`);
    assertEquals(lines.length, 3);
    assert(lines[0].endsWith(" metadata *"));
    assert(lines[1].endsWith(":irc.test 761 ann * color * :red"));
  }
  assert(
    client.send("METADATA * CLEAR")[1].endsWith(
      " 766 ann * color :key not set",
    ),
  );
  assertEquals(client.send("METADATA * LIST").length, 2);
});

Deno.test("who begins to watch users gets the values it subscribes to, of those online", () => {
  const network = new TestNetwork();
  network.register("bob").send(
    "METADATA * SET color red",
    "METADATA * SET x y",
  );
  network.register("Eve");
  const ann = reader(network, "ann");
  assertEquals(ann.send("MONITOR + bob,eve,nobody").slice(2), [
    ":irc.test BATCH +1 metadata bob",
    "@batch=1 :irc.test 761 ann bob color * :red",
    ":irc.test BATCH -1",
    ":irc.test BATCH +2 metadata Eve",
    ":irc.test BATCH -2",
  ]);
});

Deno.test("who watches a nickname gets its values when it comes online, and when it is taken", () => {
  const network = new TestNetwork();
  const ann = reader(network, "ann");
  ann.send("MONITOR + bob,rob");
  const bob = network.connect().enable(...CAPABILITIES);
  bob.send("METADATA * SET color red", "NICK bob", "USER b 0 * :B", "CAP END");
  assertEquals(ann.take(), [
    ":irc.test 730 ann :bob!~b@192.0.2.1",
    ":irc.test BATCH +1 metadata bob",
    "@batch=1 :irc.test 761 ann bob color * :red",
    ":irc.test BATCH -1",
  ]);
  bob.send("NICK rob");
  assertEquals(ann.take(), [
    ":irc.test 731 ann :bob",
    ":irc.test 730 ann :rob!~b@192.0.2.1",
    ":irc.test BATCH +2 metadata rob",
    "@batch=2 :irc.test 761 ann rob color * :red",
    ":irc.test BATCH -2",
  ]);
});

Deno.test("who has not the capability gets no values with MONITOR", () => {
  const network = new TestNetwork();
  network.register("bob").send("METADATA * SET color red");
  const ann = network.register("ann");
  ann.send("METADATA * SUB color");
  assertEquals(ann.send("MONITOR + bob"), [
    ":irc.test 730 ann :bob!~bob@192.0.2.1",
  ]);
});

Deno.test("SAJOIN brings the values to who is made to join", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.send("METADATA * SET color red");
  const eve = reader(network, "eve");
  network.operator("root").send("SAJOIN eve #a");
  assertEquals(batches(eve.take()), [
    ":irc.test BATCH +1 metadata #a",
    "@batch=1 :irc.test 761 eve ann color * :red",
    ":irc.test BATCH -1",
  ]);
});

Deno.test("who joins many channels at once asks for most of the metadata later", () => {
  const network = new TestNetwork();
  const ann = network.register("ann").enable("batch", "draft/metadata-3");
  ann.send("METADATA * SUB k");
  const names = Array.from({ length: 6 }, (_, count) => `#c${count}`);
  for (let count = 0; count < 200; count++) {
    network.register(`u${count}`).send(`JOIN ${names.join()}`);
    const user = network.core.network.findUser(`u${count}`);
    if (user !== undefined) user.metadata = new Map([["k", "v"]]);
  }
  const lines = ann.send(`JOIN ${names.join()}`);
  const count = (code: string) =>
    lines.filter((line) => line.includes(` ${code} ann`)).length;
  assertEquals([count("761"), count("774")], [1000, 1]);
});
