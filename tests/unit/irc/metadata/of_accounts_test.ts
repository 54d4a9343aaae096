import { assertEquals } from "@std/assert";
import { Core } from "../../../../src/irc/core.ts";
import { NO_ARCHIVE } from "../../../../src/irc/state/archive.ts";
import type { Account } from "../../../../src/irc/state/account.ts";
import type { Limits } from "../../../../src/irc/names/limits.ts";
import { accountChange, accountOf } from "../../../support/records.ts";
import { TestClient, TestNetwork } from "../../../support/test_network.ts";

/** A network with the registered accounts `Ann` and `Cleo`. */
function start(
  metadata: Account["metadata"] = {},
  limits: Partial<Limits> = {},
): TestNetwork {
  return new TestNetwork({}, limits, [
    accountChange(
      "Ann",
      accountOf("Ann", { metadata, passwordHash: "hash of sesame" }),
    ),
    accountChange("Cleo"),
  ]);
}

/** What is on the disk of an account's metadata. */
function kept({ store }: TestNetwork, name = "Ann"): unknown {
  for (const { kind, value } of store.read()) {
    if (kind === "account" && value?.name === name) return value.metadata;
  }
  return undefined;
}

/** Somebody who hears of `color` and `url`, on #a with others. */
function watcher(network: TestNetwork): TestClient {
  const client = network.register("wil").enable("draft/metadata-3", "batch");
  client.send("METADATA * SUB color url", "JOIN #a");
  client.take();
  return client;
}

/** The values that a client was told, as `nick key value`. */
function values(lines: string[]): string[] {
  return lines.flatMap((line) => {
    const set = / 761 \S+ (\S+) (\S+) \* :(.*)/.exec(line);
    const unset = / 766 \S+ (\S+) (\S+) :/.exec(line);
    if (set !== null) return [set.slice(1).join(" ")];
    return unset === null ? [] : [unset.slice(1).join(" ")];
  });
}

function list(client: TestClient): string[] {
  client.enable("draft/metadata-3", "batch").take();
  return values(client.send("METADATA * LIST"));
}

Deno.test("what somebody tells of itself is kept with its account, and comes back with the next login", () => {
  const network = start();
  const ann = network.register("ann");
  network.logIn("ann", "Ann");
  ann.send("METADATA * SET color :dark red", "METADATA * SET url x");
  assertEquals(kept(network), { color: "dark red", url: "x" });
  ann.send("METADATA * SET url");
  assertEquals(kept(network), { color: "dark red" });
  ann.send("QUIT");
  const again = new TestNetwork({}, {}, network.store.read());
  const other = again.register("other");
  again.logIn("other", "Ann");
  assertEquals(list(other), ["other color dark red"]);
  other.send("METADATA * CLEAR");
  assertEquals(kept(again), {});
});

Deno.test("a login before registration brings it with the welcome, with what was set before", () => {
  const network = start({ color: "red", url: "x" });
  const ann = network.connect().enable("draft/metadata-3", "batch", "sasl");
  ann.send("METADATA * SET color :blue", "METADATA * SET avatar a");
  const login = btoa("\0Ann\0sesame");
  ann.send("AUTHENTICATE PLAIN", `AUTHENTICATE ${login}`);
  const told = ann.send("NICK ann", "USER ann 0 * :Ann", "CAP END");
  assertEquals(values(told), ["ann color blue", "ann url x", "ann avatar a"]);
  assertEquals(kept(network), { color: "blue", url: "x", avatar: "a" });
});

/** A client says what it tells of itself, and then is another connection of ann. */
function joinWith(network: TestNetwork, ...told: string[]): string[] {
  const client = network.connect()
    .enable("draft/metadata-3", "batch", "sasl");
  for (const each of told) client.send(`METADATA * SET ${each}`);
  const login = btoa("\0Ann\0sesame");
  client.send("AUTHENTICATE PLAIN", `AUTHENTICATE ${login}`);
  return values(client.send("NICK ann", "USER ann 0 * :Ann", "CAP END"));
}

Deno.test("what was set before a client joins its own user is that user's, and the account's", () => {
  const network = start({ color: "red", url: "x" }, { metadataKeys: 3 });
  const wil = watcher(network);
  const ann = network.register("ann").enable("draft/metadata-3", "batch");
  network.logIn("ann", "Ann");
  const annie = network.register("annie");
  network.logIn("annie", "Ann");
  for (const client of [ann, annie]) client.send("JOIN #a");
  ann.send("METADATA * SUB color");
  wil.take();
  const told = joinWith(network, "color :blue", "avatar a", "mood good");
  assertEquals(told, ["ann color blue", "ann url x", "ann avatar a"]);
  assertEquals(kept(network), { color: "blue", url: "x", avatar: "a" });
  assertEquals(values(wil.take()), ["ann color blue", "annie color blue"]);
  assertEquals(values(ann.take()), ["ann color blue", "annie color blue"]);
  assertEquals(list(annie).sort(), [
    "annie avatar a",
    "annie color blue",
    "annie url x",
  ]);
});

Deno.test("what a user could not say on its channels is not brought to it before registration either", () => {
  const network = start({ color: "red" });
  const wil = watcher(network);
  wil.send("MODE #a +c");
  const ann = network.register("ann");
  network.logIn("ann", "Ann");
  ann.send("JOIN #a");
  assertEquals(joinWith(network, "color :\x0304blue", "url y"), [
    "ann color red",
    "ann url y",
  ]);
});

Deno.test("what was set before a login is added as far as there is room", () => {
  const network = start({ a: "1", b: "2" }, { metadataKeys: 3 });
  const ann = network.register("ann");
  ann.send("METADATA * SET c 3", "METADATA * SET d 4", "METADATA * SET b 5");
  network.logIn("ann", "Ann");
  assertEquals(list(ann), ["ann a 1", "ann b 5", "ann c 3"]);
  assertEquals(kept(network), { a: "1", b: "5", c: "3" });
});

Deno.test("a limit is one of the account, whoever is logged in to it", () => {
  const network = start({}, { metadataKeys: 1 });
  const [one, two] = ["one", "two"].map((nick) => {
    const client = network.register(nick);
    network.logIn(nick, "Ann");
    client.take();
    return client;
  });
  one.send("METADATA * SET a 1");
  assertEquals(two.send("METADATA * SET b 2"), [
    ":irc.test FAIL METADATA LIMIT_REACHED two 1 :There are as many keys as there may be",
  ]);
});

Deno.test("who watches is told what a login brings, and what a logout takes", () => {
  const network = start({ color: "red", url: "x" });
  const wil = watcher(network);
  const ann = network.register("ann");
  ann.send("JOIN #a", "METADATA * SET color red", "METADATA * SET mood good");
  wil.take();
  network.logIn("ann", "Ann");
  assertEquals(values(wil.take()), ["ann url x"]);
  ann.send("NS LOGOUT");
  assertEquals(values(wil.take()), ["ann color", "ann url"]);
  assertEquals(list(ann), []);
  assertEquals(kept(network), { color: "red", url: "x", mood: "good" });
});

Deno.test("all who are logged in to an account tell the same, and those who watch them are told", () => {
  const network = start();
  const wil = watcher(network);
  const [one, two] = ["one", "two"].map((nick) => {
    const client = network.register(nick);
    network.logIn(nick, "Ann");
    client.send("JOIN #a");
    return client;
  });
  wil.take();
  one.send("METADATA * SET color red");
  assertEquals(values(wil.take()), ["one color red", "two color red"]);
  assertEquals(list(two), ["two color red"]);
  two.send("METADATA * CLEAR");
  assertEquals(values(wil.take()), ["two color", "one color"]);
  assertEquals(list(one), []);
});

Deno.test("who goes from one account to another takes nothing along", () => {
  const network = start({ color: "red" });
  const ann = network.register("ann");
  network.logIn("ann", "Ann");
  network.logIn("ann", "Cleo");
  assertEquals(list(ann), []);
  assertEquals(kept(network, "Cleo"), {});
  assertEquals(kept(network), { color: "red" });
});

Deno.test("an account that is renamed keeps it", () => {
  const network = start({ color: "red" });
  const wil = watcher(network);
  const ann = network.register("ann");
  network.logIn("ann", "Ann");
  ann.send("JOIN #a");
  wil.take();
  network.operator("op").send("NS RENAME Ann Annie");
  assertEquals(values(wil.take()), []);
  assertEquals(list(ann), ["ann color red"]);
  assertEquals(kept(network, "Annie"), { color: "red" });
});

Deno.test("what is set while an account waits to be deleted goes with that, if it cannot be", () => {
  const network = start({ color: "red" });
  const ann = network.register("ann");
  network.logIn("ann", "Ann");
  const op = network.operator("op");
  const [, said] = ann.send("NS DROP");
  const command = said.slice(said.indexOf("/NS DROP") + 1);
  network.answers = false;
  ann.send(command);
  op.send("METADATA ann SET url x");
  assertEquals(values(op.send("METADATA ann GET url")), ["ann url x"]);
  network.answers = true;
  network.canWrite = false;
  network.answer();
  network.canWrite = true;
  assertEquals(list(ann), ["ann color red"]);
});

Deno.test("who is logged in to an account of the configuration keeps it while connected", () => {
  const network = start();
  const ann = network.register("ann");
  network.logIn("ann", "alice");
  ann.send("METADATA * SET color red");
  assertEquals(list(ann), ["ann color red"]);
  ann.send("NS LOGOUT");
  assertEquals(list(ann), []);
});

Deno.test("what cannot be said on a channel is not told there by another one of the account", () => {
  const network = start();
  const [op, two] = network.channel("#b", "op", "two");
  const one = network.register("one");
  for (const nick of ["one", "two"]) network.logIn(nick, "Ann");
  op.send("MODE #b +c");
  for (const each of [one, two]) each.take();
  assertEquals(one.send("METADATA * SET color :\x0304red"), [
    ":irc.test FAIL METADATA KEY_NO_PERMISSION one color " +
    ":You do not have permission to do that",
  ]);
});

Deno.test("who logs in and out all the time has others ask for the values later", () => {
  const network = start({ color: "red" });
  const wil = watcher(network);
  network.register("ann").send("JOIN #a");
  wil.take();
  for (let times = 0; times < 6; times++) {
    network.logIn("ann", "Ann");
    network.logOut("ann");
  }
  const told = wil.take();
  assertEquals(values(told).length, 10);
  assertEquals(
    told.filter((line) => / 774 wil ann \d+$/.test(line)).length,
    2,
  );
});

Deno.test("all who are logged in to an account make ten changes in ten seconds together", () => {
  const network = start();
  const [one, two] = ["one", "two"].map((nick) => {
    const client = network.register(nick);
    network.logIn(nick, "Ann");
    client.take();
    return client;
  });
  const set = (client: TestClient, value: number) =>
    client.send(`METADATA * SET color ${value}`)[0].split(" ")[1];
  for (let value = 0; value < 5; value++) {
    assertEquals([set(one, value), set(two, -1 - value)], ["761", "761"]);
  }
  assertEquals([set(one, 9), set(two, 9)], ["FAIL", "FAIL"]);
  network.pass(1000);
  assertEquals([set(one, 9), set(two, 9)], ["761", "FAIL"]);
});

Deno.test("a network that is restored goes on with the accounts of its users", () => {
  const network = start();
  const ann = network.register("ann");
  network.logIn("ann", "Ann");
  const core = Core.restore(network.core.snapshot(), NO_ARCHIVE);
  core.apply({
    kind: "line",
    at: network.at,
    session: ann.id,
    text: "METADATA * SET color red",
  });
  const record = core.network.records.accounts.get("ann");
  assertEquals(record?.metadata, { color: "red" });
});
