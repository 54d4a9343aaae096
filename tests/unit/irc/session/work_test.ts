import { assert, assertEquals } from "@std/assert";
import { LINE_WORK, STORE_WORK } from "../../../../src/irc/session/work.ts";
import { ChannelNetwork } from "../../../support/channel_people.ts";
import { LargeNetwork } from "../../../support/large_network.ts";
import { TestNetwork } from "../../../support/test_network.ts";

/** @returns what each line costs, in plain lines */
function costs(network: TestNetwork, nick: string, ...lines: string[]) {
  const client = network.register(nick);
  return lines.map((text) => {
    network.apply({ kind: "line", session: client.id, text });
    return network.core.work / LINE_WORK;
  });
}

Deno.test("PONG and QUIT cost nothing", () => {
  assertEquals(costs(new TestNetwork(), "alice", "PONG x", "pong"), [0, 0]);
  const network = new TestNetwork();
  const client = network.register("alice");
  network.apply({ kind: "line", session: client.id, text: "QUIT" });
  // But for the one line that says so.
  assert(network.core.work < LINE_WORK / 10);
});

Deno.test("a line that fails costs what a plain one does", () => {
  const lines = [
    "PRIVMSG nobody :x",
    "NOSUCHCOMMAND",
    "NICK",
    "",
    `PRIVMSG alice :${"x".repeat(600)}`,
    `@${"t".repeat(8200)} PRIVMSG alice :x`,
    "PRIVMSG alice :\udc80",
  ];
  for (const cost of costs(new TestNetwork(), "alice", ...lines)) {
    assert(cost >= 1 && cost < 1.1, String(cost));
  }
});

Deno.test("a line costs what it does, not what its length is", () => {
  const [short, long] = costs(
    new TestNetwork(),
    "alice",
    "PRIVMSG alice :x",
    `PRIVMSG alice :${"x".repeat(400)}`,
  );
  assertEquals(short, long);
});

Deno.test("the lines of a batch cost less, for they come to one message", () => {
  const network = new TestNetwork();
  const client = network.register("alice");
  client.enable("batch", "draft/multiline", "message-tags");
  client.send("BATCH +1 draft/multiline alice");
  client.send("@batch=1 PRIVMSG alice :x");
  assertEquals(network.core.work, LINE_WORK / 5);
});

const members = 500;
const network = new LargeNetwork({ users: 1000, channels: 500, members });

/** What a line of a member of the channel of 500 costs, or of one who is nowhere. */
function costOf(line: string, id: number): number {
  network.receive(id, line);
  return network.core.work / LINE_WORK;
}

const MEMBER = 0;
const OUTSIDER = 998;

for (
  const [line, id, least, most] of [
    ["PING x", MEMBER, 1, 1.1],
    ["PRIVMSG user1 :x", MEMBER, 1, 1.1],
    ["PRIVMSG #large :x", MEMBER, 1.9, 2.1],
    ["WHO user1", OUTSIDER, 1, 1.1],
    ["WHO #large", OUTSIDER, 6, 8],
    ["WHO *", OUTSIDER, 12, 20],
    ["WHO zzz*", OUTSIDER, 4, 6],
    ["WHO *z*q*z*q*x*", OUTSIDER, 14, 16],
    ["LIST", OUTSIDER, 6, 8],
    ["LIST #channel1", OUTSIDER, 1, 1.1],
    ["LIST *zzz*", OUTSIDER, 3, 5],
    ["NAMES #large", OUTSIDER, 2, 3],
    ["METADATA *ALL SYNC", OUTSIDER, 1, 4],
  ] as const
) {
  Deno.test(`${line} costs ${least} to ${most} plain lines among a thousand users`, () => {
    const cost = costOf(line, id);
    assert(least <= cost && cost <= most, String(cost));
  });
}

Deno.test("JOIN costs by those who see it", () => {
  const cost = costOf("JOIN #large", OUTSIDER);
  assert(2 <= cost && cost <= 3, String(cost));
});

Deno.test("WHOWAS costs by those who have gone", () => {
  const small = new TestNetwork();
  const asker = small.register("asker");
  asker.send("WHOWAS nobody");
  const before = small.core.work;
  for (let count = 0; count < 300; count++) {
    small.register(`n${count}`).disconnect();
  }
  asker.send("WHOWAS nobody");
  assertEquals(small.core.work - before, 300);
});

Deno.test("what waits for a password is charged with its answer", () => {
  const waiting = new TestNetwork();
  const client = waiting.register("alice");
  waiting.answers = false;
  client.send("OPER root secret", "PING x");
  assert(waiting.core.work < LINE_WORK);
  waiting.answers = true;
  waiting.answer();
  assert(waiting.core.work >= LINE_WORK);
});

Deno.test("what is written is paid for by who has it written, and a channel that is not kept costs nothing more", () => {
  const network = new ChannelNetwork();
  const ann = network.person("ann");
  ann.send("JOIN #a,#b");
  network.answers = false;
  const costOf = (line: string) => {
    ann.send(line);
    return network.core.work;
  };
  const free = costOf("MODE #b +m");
  assertEquals(costOf("MODE #a +m") - free, STORE_WORK);
  assertEquals(costOf("TOPIC #a :x") - costOf("TOPIC #b :x"), STORE_WORK);
});
