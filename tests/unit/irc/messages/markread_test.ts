import { assertEquals } from "@std/assert";
import { START, TestNetwork } from "../../../support/test_network.ts";

const CAP = "draft/read-marker";

function reader(network = new TestNetwork()) {
  return network.register("ann").enable(CAP);
}

function ts(time: string): string {
  return `timestamp=${time}`;
}

const NEWER = ts("2019-06-01T12:00:00.000Z");
const OLDER = ts("2019-01-01T00:00:00.000Z");

Deno.test("MARKREAD tells up to when one has read, * before that is known", () => {
  const ann = reader();
  assertEquals(ann.send("MARKREAD #a", "MARKREAD bob"), [
    ":irc.test MARKREAD #a *",
    ":irc.test MARKREAD bob *",
  ]);
  assertEquals(ann.send(`MARKREAD #a ${NEWER}`, "MARKREAD #A"), [
    `:irc.test MARKREAD #a ${NEWER}`,
    `:irc.test MARKREAD #A ${NEWER}`,
  ]);
  assertEquals(ann.send("MARKREAD bob"), [":irc.test MARKREAD bob *"]);
});

Deno.test("a read marker only ever increases; the answer is what holds", () => {
  const ann = reader();
  ann.send(`MARKREAD #a ${OLDER}`);
  assertEquals(
    ann.send(
      `MARKREAD #a ${NEWER}`,
      `MARKREAD #a ${OLDER}`,
      `MARKREAD #a ${NEWER}`,
    ),
    Array(3).fill(`:irc.test MARKREAD #a ${NEWER}`),
  );
});

Deno.test("a time that is not yet there becomes now", () => {
  const network = new TestNetwork();
  const ann = reader(network);
  const now = `timestamp=${new Date(START).toISOString()}`;
  assertEquals(ann.send(`MARKREAD #a ${ts("9999-12-31T23:59:59.999Z")}`), [
    `:irc.test MARKREAD #a ${now}`,
  ]);
});

Deno.test("MARKREAD without a target fails with NEED_MORE_PARAMS", () => {
  assertEquals(
    reader().send("MARKREAD", "MARKREAD :"),
    Array(2).fill(
      ":irc.test FAIL MARKREAD NEED_MORE_PARAMS :Missing parameters",
    ),
  );
});

Deno.test("MARKREAD fails with INVALID_PARAMS for what is no time", () => {
  const ann = reader();
  const wrong = [
    "*",
    "timestamp=",
    "timestamp=*",
    "timestamp=not-a-timestamp",
    "2019-01-01T00:00:00.000Z",
    ts("2019-01-01T00:00:00Z"),
    ts("2019-01-01"),
    ts("2019-02-30T00:00:00.000Z"),
    ts("2019-13-01T00:00:00.000Z"),
    ts("2019-01-01T24:00:00.000Z"),
    ts("+02019-01-01T00:00:00.000Z"),
  ];
  for (const time of wrong) {
    assertEquals(ann.send(`MARKREAD #a ${time}`), [
      `:irc.test FAIL MARKREAD INVALID_PARAMS ${time} :Invalid parameters`,
    ]);
  }
  assertEquals(ann.send("MARKREAD #a :", "MARKREAD #a"), [
    ":irc.test FAIL MARKREAD INVALID_PARAMS * :Invalid parameters",
    ":irc.test MARKREAD #a *",
  ]);
});

Deno.test("MARKREAD fails with INVALID_PARAMS for what is no channel's name and no nickname", () => {
  const ann = reader();
  for (const target of ["*", "#", "irc.test", "@#a", "#a,#b"]) {
    assertEquals(ann.send(`MARKREAD ${target}`), [
      `:irc.test FAIL MARKREAD INVALID_PARAMS ${target} :Invalid parameters`,
    ]);
  }
});

Deno.test("there is no MARKREAD without draft/read-marker", () => {
  const ann = new TestNetwork().register("ann");
  ann.take();
  assertEquals(ann.send("MARKREAD #a"), [
    ":irc.test 421 ann MARKREAD :Unknown command",
  ]);
});

Deno.test("JOIN tells the read marker before the names, to those who asked for it", () => {
  const network = new TestNetwork();
  const ann = reader(network);
  ann.take();
  assertEquals(ann.send("JOIN #a"), [
    ":ann!~ann@192.0.2.1 JOIN #a",
    ":irc.test MARKREAD #a *",
    ":irc.test 353 ann = #a :@ann",
    ":irc.test 366 ann #a :End of /NAMES list",
  ]);
  ann.send(`MARKREAD #a ${NEWER}`, "PART #a");
  const again = ann.send("JOIN #a");
  assertEquals(again[1], `:irc.test MARKREAD #a ${NEWER}`);
  const bob = network.register("bob");
  bob.take();
  assertEquals(bob.send("JOIN #a").map((line) => line.split(" ")[1]), [
    "JOIN",
    "353",
    "366",
  ]);
});

Deno.test("a read marker is for all clients of its user, and nobody else", () => {
  const network = new TestNetwork();
  const [ann, bob, phone] = network.channel("#a", "ann", "bob", "phone");
  for (const client of [ann, bob]) client.enable(CAP);
  // The phone becomes another client of ann.
  const { core } = network;
  const user = core.network.findUser("ann");
  const session = core.network.sessions.get(phone.id);
  if (user && session) user.sessions.push(session);
  ann.send(`MARKREAD #a ${OLDER}`);
  assertEquals(phone.take(), []);
  phone.enable(CAP);
  const told = [`:irc.test MARKREAD #a ${NEWER}`];
  assertEquals(ann.send(`MARKREAD #a ${NEWER}`), told);
  assertEquals(phone.take(), told);
  assertEquals(ann.send(`MARKREAD #a ${OLDER}`), told);
  assertEquals(phone.take(), []);
  assertEquals(bob.take(), []);
  assertEquals(bob.send("MARKREAD #a"), [":irc.test MARKREAD #a *"]);
});

Deno.test("where there are too many read markers, the one not set for the longest time goes", () => {
  const ann = reader(new TestNetwork({}, { readMarkers: 2 }));
  ann.send(
    `MARKREAD #a ${OLDER}`,
    `MARKREAD #b ${OLDER}`,
    `MARKREAD #a ${NEWER}`,
    `MARKREAD #c ${OLDER}`,
  );
  assertEquals(ann.send("MARKREAD #a", "MARKREAD #b", "MARKREAD #c"), [
    `:irc.test MARKREAD #a ${NEWER}`,
    ":irc.test MARKREAD #b *",
    `:irc.test MARKREAD #c ${OLDER}`,
  ]);
});

Deno.test("a read marker of a nickname follows nobody", () => {
  const network = new TestNetwork();
  const ann = reader(network);
  const bob = network.register("bob");
  ann.send(`MARKREAD bob ${OLDER}`);
  bob.send("NICK rob");
  assertEquals(ann.send("MARKREAD bob", "MARKREAD rob"), [
    `:irc.test MARKREAD bob ${OLDER}`,
    ":irc.test MARKREAD rob *",
  ]);
});

Deno.test("the members' read markers follow a channel that is renamed", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  for (const client of [ann, bob]) client.enable(CAP);
  const eve = network.register("eve").enable(CAP);
  for (const client of [ann, eve]) client.send(`MARKREAD #a ${OLDER}`);
  bob.send(`MARKREAD #a ${OLDER}`, `MARKREAD #b ${NEWER}`);
  ann.enable("draft/channel-rename");
  ann.send("RENAME #a #b");
  const told = bob.take();
  assertEquals(told.filter((line) => line.includes(" MARKREAD ")), [
    `:irc.test MARKREAD #b ${NEWER}`,
  ]);
  const ask = ["MARKREAD #a", "MARKREAD #b"];
  assertEquals(ann.send(...ask), [
    ":irc.test MARKREAD #a *",
    `:irc.test MARKREAD #b ${OLDER}`,
  ]);
  assertEquals(bob.send(...ask), [
    ":irc.test MARKREAD #a *",
    `:irc.test MARKREAD #b ${NEWER}`,
  ]);
  assertEquals(eve.send(...ask), [
    `:irc.test MARKREAD #a ${OLDER}`,
    ":irc.test MARKREAD #b *",
  ]);
});

Deno.test("a read marker stays where only the case of the channel's name changes", () => {
  const [ann] = new TestNetwork().channel("#a", "ann");
  ann.enable(CAP).send(`MARKREAD #a ${OLDER}`);
  ann.send("RENAME #a #A");
  assertEquals(ann.send("MARKREAD #a"), [`:irc.test MARKREAD #a ${OLDER}`]);
});
