import { assertEquals, assertMatch } from "@std/assert";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

/** The commands that tell of events, each as somebody gives it to be seen by the members of #a. */
const EVENTS = {
  PRIVMSG: "PRIVMSG #a :hi",
  NOTICE: "NOTICE #a :hi",
  TAGMSG: "@+a=b TAGMSG #a",
  TOPIC: "TOPIC #a :Tea",
  MODE: "MODE #a +m",
  NICK: "NICK anna",
  KICK: "KICK #a cat",
  RENAME: "RENAME #a #A",
  PART: "PART #a",
  JOIN: "JOIN #a",
  QUIT: "QUIT :bye",
} as const;

const CAPS = [
  "message-tags",
  "draft/channel-rename",
  "draft/message-redaction",
];

function idOf(line: string): string {
  return /^@\S*msgid=([^; ]+)/.exec(line)?.[1] ?? "";
}

function told(client: TestClient, line: string): string[] {
  client.send(line);
  return client.take();
}

Deno.test("every event has a msgid, the same for all who see it, greater than the one before", () => {
  const network = new TestNetwork();
  const [ann, bob, cat, dan] = network.channel(
    "#a",
    "ann",
    "bob",
    "cat",
    "dan",
  );
  for (const client of [ann, bob, dan]) client.enable(...CAPS);
  cat.take();
  let before = "";
  for (const [command, line] of Object.entries(EVENTS)) {
    ann.send(line);
    const [seen] = bob.take();
    assertMatch(seen, new RegExp(` ${command}(?: |$)`));
    assertMatch(idOf(seen), /^[0-9a-z]{12}-[0-9a-z]{4}$/);
    assertEquals(idOf(dan.take()[0]), idOf(seen));
    assertEquals(before < idOf(seen), true, command);
    before = idOf(seen);
    network.at += 1;
  }
});

Deno.test("REDACT is an event with a msgid of its own", () => {
  const [ann, bob] = new TestNetwork().channel("#a", "ann", "bob");
  for (const client of [ann, bob]) client.enable(...CAPS, "echo-message");
  const id = idOf(told(ann, "PRIVMSG #a :hi").concat(bob.take())[0]);
  ann.send(`REDACT #a ${id}`);
  const [redaction] = bob.take();
  assertMatch(redaction, new RegExp(` REDACT #a ${id}$`));
  assertEquals(id < idOf(redaction), true);
});

Deno.test("what is said has its msgid, whether anybody reads it or not", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  ann.send("PRIVMSG #a :nobody reads tags");
  const entries = network.core.network.known.entries.length;
  assertEquals(entries, 1);
  bob.enable("message-tags");
  ann.send("PRIVMSG #a :now somebody does");
  assertMatch(idOf(bob.take().at(-1) ?? ""), /^[0-9a-z]{12}-/);
});

Deno.test("who is only shown a JOIN and a PART for a rename is told of no event", () => {
  const [ann, bob] = new TestNetwork().channel("#a", "ann", "bob");
  ann.enable("draft/channel-rename");
  bob.enable("message-tags");
  ann.send("RENAME #a #b");
  assertEquals(bob.take().slice(0, 2), [
    ":bob!~bob@192.0.2.1 PART #a",
    ":bob!~bob@192.0.2.1 JOIN #b",
  ]);
});
