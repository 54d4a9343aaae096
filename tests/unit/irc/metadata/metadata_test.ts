import { assertEquals } from "@std/assert";
import { TestClient, TestNetwork } from "../../../support/test_network.ts";

const CAPABILITIES = ["draft/metadata-3", "batch"];

/** An answer in a batch, which has this reference tag. */
function inBatch(target: string, reference: string, lines: string[]): string[] {
  return [
    `:irc.test BATCH +${reference} metadata ${target}`,
    ...lines.map((line) => `@batch=${reference} ${line}`),
    `:irc.test BATCH -${reference}`,
  ];
}

/** A network and `ann`, who reads metadata. */
function start(): [network: TestNetwork, ann: TestClient] {
  const network = new TestNetwork();
  return [network, network.register("ann").enable(...CAPABILITIES)];
}

Deno.test("METADATA SET sets a value, GET tells it, and the key is set anew by another SET", () => {
  const [, ann] = start();
  assertEquals(ann.send("METADATA * SET avatar :http://example.test/a b"), [
    ":irc.test 761 ann ann avatar * :http://example.test/a b",
  ]);
  assertEquals(
    ann.send("METADATA ANN GET avatar"),
    inBatch("ann", "1", [
      ":irc.test 761 ann ann avatar * :http://example.test/a b",
    ]),
  );
  assertEquals(ann.send("metadata ann set avatar :x"), [
    ":irc.test 761 ann ann avatar * :x",
  ]);
});

Deno.test("METADATA GET answers for each key in order, once, in the batch", () => {
  const [, ann] = start();
  ann.send("METADATA * SET color red");
  assertEquals(
    ann.send("METADATA * GET avatar $x color avatar UPPER"),
    inBatch("ann", "1", [
      ":irc.test 766 ann ann avatar :key not set",
      ":irc.test FAIL METADATA INVALID_KEY $x :Not a key of metadata",
      ":irc.test 761 ann ann color * :red",
      ":irc.test FAIL METADATA INVALID_KEY UPPER :Not a key of metadata",
    ]),
  );
});

Deno.test("METADATA GET of somebody else may be given by everybody", () => {
  const [network, ann] = start();
  const bob = network.register("bob");
  ann.send("METADATA * SET color red");
  assertEquals(bob.send("METADATA Ann GET color"), [
    ":irc.test 761 bob ann color * :red",
  ]);
});

Deno.test("METADATA LIST tells all values in the order in which they were set", () => {
  const [, ann] = start();
  assertEquals(ann.send("METADATA * LIST"), inBatch("ann", "1", []));
  for (const key of ["z", "a", "m", "z"]) {
    ann.send(`METADATA * SET ${key} of-${key}`);
  }
  assertEquals(
    ann.send("METADATA * LIST"),
    inBatch("ann", "2", [
      ":irc.test 761 ann ann z * :of-z",
      ":irc.test 761 ann ann a * :of-a",
      ":irc.test 761 ann ann m * :of-m",
    ]),
  );
});

Deno.test("METADATA SET without a value takes the key away, and says so even if it was not set", () => {
  const [network, ann] = start();
  ann.send("METADATA * SET color red");
  for (const line of ["SET color", "SET color :", "SET avatar"]) {
    const key = line.split(" ")[1];
    assertEquals(ann.send(`METADATA * ${line}`), [
      `:irc.test 766 ann ann ${key} :key not set`,
    ]);
  }
  assertEquals(network.core.network.findUser("ann")?.metadata, null);
});

Deno.test("METADATA CLEAR takes all keys away and tells which", () => {
  const [network, ann] = start();
  ann.send("METADATA * SET color red", "METADATA * SET avatar x");
  assertEquals(
    ann.send("METADATA * CLEAR"),
    inBatch("ann", "1", [
      ":irc.test 766 ann ann color :key not set",
      ":irc.test 766 ann ann avatar :key not set",
    ]),
  );
  assertEquals(network.core.network.findUser("ann")?.metadata, null);
  assertEquals(ann.send("METADATA * CLEAR"), inBatch("ann", "2", []));
});

Deno.test("METADATA of a target that does not exist is refused with INVALID_TARGET alone", () => {
  const [, ann] = start();
  for (
    const rest of ["GET a", "LIST", "SET a b", "CLEAR", "SYNC", "SUB a"]
  ) {
    for (const target of ["foobar", "#none", "$a:user", "*ANY"]) {
      assertEquals(ann.send(`METADATA ${target} ${rest}`), [
        `:irc.test FAIL METADATA INVALID_TARGET ${target} :There is no such target`,
      ]);
    }
  }
});

Deno.test("METADATA refuses subcommands that there are not, and missing parameters", () => {
  const [, ann] = start();
  assertEquals(ann.send("METADATA * destr0y"), [
    ":irc.test FAIL METADATA INVALID_PARAMS destr0y :Invalid parameters",
  ]);
  for (
    const line of [
      "",
      " *",
      " * GET",
      " * SET",
      " * SET :",
      " * SUB",
      " * UNSUB",
    ]
  ) {
    assertEquals(ann.send(`METADATA${line}`), [
      ":irc.test 461 ann METADATA :Not enough parameters",
    ]);
  }
});

Deno.test("metadata goes with its channel and its user, and follows a nickname", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  const bob = network.register("bob");
  ann.send("METADATA #a SET url x", "METADATA * SET color red", "NICK Anna");
  ann.take();
  assertEquals(bob.send("METADATA anna LIST"), [
    ":irc.test 761 bob Anna color * :red",
  ]);
  assertEquals(
    ann.send("PART #a", "JOIN #a", "METADATA #a LIST").at(-1),
    [
      ":irc.test 366 Anna #a :End of /NAMES list",
    ][0],
  );
  ann.send("QUIT");
  const again = network.register("anna");
  assertEquals(again.send("METADATA * LIST"), []);
});

Deno.test("WHOIS tells the metadata of a user to those who have the capability", () => {
  const [network, ann] = start();
  ann.send("METADATA * SET color red", "METADATA * SET avatar :a b");
  const bob = network.register("bob");
  const about = () =>
    bob.send("WHOIS ann").filter((line) => line.split(" ")[1] === "760");
  assertEquals(about(), []);
  bob.enable(...CAPABILITIES);
  assertEquals(about(), [
    ":irc.test 760 bob ann color * :red",
    ":irc.test 760 bob ann avatar * :a b",
  ]);
});

Deno.test("an answer in a batch takes the label", () => {
  const network = new TestNetwork();
  const ann = network.register("ann").enable(
    ...CAPABILITIES,
    "labeled-response",
  );
  assertEquals(ann.send("@label=x METADATA * SET a b"), [
    "@label=x :irc.test 761 ann ann a * :b",
  ]);
  assertEquals(ann.send("@label=y METADATA * LIST"), [
    "@label=y :irc.test BATCH +1 metadata ann",
    "@batch=1 :irc.test 761 ann ann a * :b",
    ":irc.test BATCH -1",
  ]);
});
