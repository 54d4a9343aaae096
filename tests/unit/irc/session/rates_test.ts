import { assertEquals } from "@std/assert";
import { DEFAULT_RATES, type Rates } from "../../../../src/irc/names/rates.ts";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

function networkWith(rates: Partial<Rates>): TestNetwork {
  return new TestNetwork({ rates: { ...DEFAULT_RATES, ...rates } });
}

const tryAgain = (command: string, nick = "alice") =>
  `:irc.test 263 ${nick} ${command} :Please wait a while and try again.`;

/** What may be done twice a minute, and how it is done for the nth time. */
const TWICE: readonly (readonly [
  rate: keyof Rates,
  command: string,
  line: (nth: number) => string,
])[] = [
  ["joins", "JOIN", (nth) => `JOIN #b${nth}`],
  ["nicks", "NICK", (nth) => `NICK alice${nth}`],
  ["invites", "INVITE", (nth) => `INVITE n${nth} #a`],
  ["aways", "AWAY", (nth) => `AWAY :${nth}`],
  ["topics", "TOPIC", (nth) => `TOPIC #a :${nth}`],
  ["targets", "PRIVMSG", (nth) => `PRIVMSG n${nth} :hello`],
  ["targets", "TAGMSG", (nth) => `@+x TAGMSG n${nth}`],
];

/** A client on #a, and four users who might be written to. */
function start(network: TestNetwork): TestClient {
  for (let nth = 1; nth <= 4; nth++) network.register(`n${nth}`);
  const alice = network.operator("alice");
  alice.send("JOIN #a");
  return alice;
}

function refusals(lines: readonly string[]): number {
  return lines.filter((line) => line.includes(" 263 ")).length;
}

for (const [rate, command, line] of TWICE) {
  Deno.test(`${command} is refused with 263 for a while when it was done too often`, () => {
    const network = networkWith({ [rate]: 2 });
    const alice = start(network);
    alice.send("MODE alice -o");
    alice.enable("message-tags");
    alice.take();
    assertEquals(refusals(alice.send(line(1), line(2))), 0);
    const nick = command === "NICK" ? "alice2" : "alice";
    assertEquals(alice.send(line(3)), [tryAgain(command, nick)]);
    network.pass(29_000);
    assertEquals(refusals(alice.send(line(3))), 1);
    network.pass(1000);
    assertEquals(refusals(alice.send(line(3))), 0);
    assertEquals(refusals(alice.send(line(4))), 1);
    assertEquals([...network.core.network.refusalCounts], [[rate, 3]]);
  });

  Deno.test(`${command}: operators who may are exempt`, () => {
    const alice = start(networkWith({ [rate]: 2 }));
    alice.enable("message-tags");
    const lines = [1, 2, 3, 4].map(line);
    assertEquals(refusals(alice.send(...lines)), 0);
  });
}

Deno.test("operators without the privilege are not exempt", () => {
  const network = networkWith({ aways: 1 });
  const helper = network.register("helper");
  helper.send("OPER helper help", "AWAY :1");
  assertEquals(helper.send("AWAY :2"), [tryAgain("AWAY", "helper")]);
});

Deno.test("KNOCK is refused with 712 when it was done too often", () => {
  const network = networkWith({ knocks: 2 });
  network.channel("#a", "owner")[0].send("MODE #a +i");
  const bob = network.register("bob");
  bob.send("KNOCK #a", "KNOCK #a");
  assertEquals(bob.send("KNOCK #a").map((line) => line.split(" ")[1]), ["712"]);
  assertEquals([...network.core.network.refusalCounts], [["knocks", 1]]);
});

Deno.test("what changes nothing is not counted", () => {
  const network = networkWith({ nicks: 1, aways: 1, joins: 1, topics: 1 });
  const alice = network.register("alice");
  alice.send("JOIN #a", "AWAY :out", "TOPIC #a :x");
  const again = alice.send("JOIN #a", "AWAY :out", "NICK alice", "TOPIC #a");
  assertEquals(refusals(again), 0);
});

Deno.test("a NOTICE to too many is not answered, and does not arrive", () => {
  const network = networkWith({ targets: 1 });
  const [bob, carol] = ["bob", "carol"].map((nick) => network.register(nick));
  const alice = network.register("alice");
  bob.take();
  carol.take();
  assertEquals(
    alice.send("NOTICE bob :1", "NOTICE carol :2").filter((line) =>
      line.includes("263")
    ),
    [],
  );
  assertEquals(bob.take(), [":alice!~alice@192.0.2.1 NOTICE bob :1"]);
  assertEquals(carol.take(), []);
});

Deno.test("one may write to the same ones as often as one likes", () => {
  const network = networkWith({ targets: 1 });
  const alice = network.register("alice");
  network.register("bob");
  alice.take();
  for (let count = 0; count < 100; count++) {
    assertEquals(refusals(alice.send("PRIVMSG bob :x", "PRIVMSG alice :x")), 0);
  }
});

Deno.test("to answer is to write to nobody new", () => {
  const network = networkWith({ targets: 1 });
  const bot = network.register("bot");
  for (let nth = 0; nth < 40; nth++) {
    network.register(`n${nth}`).send("PRIVMSG bot :help");
    assertEquals(refusals(bot.send(`PRIVMSG n${nth} :here`)), 0);
  }
});

Deno.test("those whom one wrote to fifty others ago are new again", () => {
  const network = networkWith({ targets: 51 });
  const alice = network.register("alice");
  for (let nth = 0; nth <= 50; nth++) {
    network.register(`n${nth}`);
    alice.send(`PRIVMSG n${nth} :x`);
  }
  assertEquals(refusals(alice.send("PRIVMSG n1 :x")), 0);
  assertEquals(refusals(alice.send("PRIVMSG n0 :x")), 1);
});
