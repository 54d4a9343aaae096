import { assertEquals, assertMatch } from "@std/assert";
import { checkNetwork } from "../../sim/invariants.ts";
import { SlowNetwork } from "../../support/slow_network.ts";
import { type TestClient, TestNetwork } from "../../support/test_network.ts";

/** Two on a channel, the first of which is about to meet a fault, and one who is on none. */
function victims(network = new TestNetwork()) {
  const [victim, other] = network.channel("#a", "victim", "other");
  const stranger = network.register("stranger");
  stranger.take();
  return { network, victim, other, stranger };
}

/** The victim's session is gone, others saw it quit, and all goes on. */
function assertEnded(network: TestNetwork, victim: TestClient): void {
  assertEquals(victim.closed, true);
  assertEquals(network.core.has(victim.id), false);
  assertEquals(network.core.network.findUser("victim"), undefined);
  checkNetwork(network.core.network);
}

const QUIT = ":victim!~victim@192.0.2.1 QUIT :Internal error";

Deno.test("a fault inside a line ends the session that sent it, and no other", () => {
  const { network, other, stranger, victim } = victims();
  victim.send(null as unknown as string);
  assertEnded(network, victim);
  assertEquals(other.take(), [QUIT]);
  assertEquals(stranger.take(), []);
  assertEquals(other.send("PING x"), [":irc.test PONG irc.test :x"]);
  assertEquals(network.faults.length, 1);
  assertMatch(network.faults[0], /^line s1: TypeError/);
});

Deno.test("a fault is reported with the command that met it, and nothing that was said", () => {
  const { network, victim } = victims();
  const channel = network.core.network.findChannel("#a");
  if (channel !== undefined) {
    Object.defineProperty(channel, "topic", {
      get() {
        throw new Error("broken");
      },
    });
  }
  victim.send("TOPIC #a");
  assertEquals(network.faults, ["line s1 TOPIC: Error: broken"]);
  network.faults.length = 0;
  network.connect().send(
    { includes: () => false, toString: () => "secret x" } as never,
  );
  assertMatch(network.faults.join(), /^line s4: /);
});

Deno.test("a fault as time passes ends the session that met it; the others get their PING", () => {
  const { network, other, stranger, victim } = victims();
  network.session(victim).keepalive = "broken" as never;
  network.pass(60_000);
  assertEnded(network, victim);
  assertEquals(other.take(), [QUIT, "PING :irc.test"]);
  assertEquals(stranger.take(), ["PING :irc.test"]);
  assertEquals(network.faults.map((fault) => fault.split(":")[0]), ["tick"]);
});

Deno.test("a fault as a session ends takes it off all the same, and others see it quit", () => {
  const { network, other, victim } = victims();
  const user = network.core.network.findUser("victim");
  // It knows of a channel that does not know it.
  const elsewhere = network.core.network.createChannel("#b", "");
  user?.channels.add(elsewhere);
  victim.disconnect();
  network.core.network.channels.delete("#b");
  assertEnded(network, victim);
  assertMatch(other.take()[0], /^:victim!~victim@192\.0\.2\.1 QUIT :/);
  assertEquals(network.faults.length, 1);
});

Deno.test("a fault inside an answer ends the session that waited, and what it sent is dropped", () => {
  const network = new SlowNetwork();
  const { other, victim } = victims(network);
  victim.send("OPER root secret", "PRIVMSG #a :too late");
  network.core.network.settings = {
    ...network.core.network.settings,
    operators: null as never,
  };
  network.answer();
  assertEnded(network, victim);
  assertEquals(other.take(), [QUIT]);
  network.answer();
  assertMatch(network.faults.join(), /^answer: /);
});

Deno.test("a fault inside new settings ends nobody", () => {
  const { network, victim } = victims();
  network.apply({
    kind: "settings",
    settings: { ...network.core.network.settings, accounts: null as never },
    text: "Reloaded",
  });
  assertMatch(network.faults.join(), /^settings: /);
  assertEquals(victim.closed, false);
});

Deno.test("a fault as a connection opens ends it", () => {
  const { network, victim } = victims();
  const { bans } = network.core.network.records;
  bans.set("K broken", null as never);
  const next = network.connect();
  bans.clear();
  assertEquals([next.closed, network.core.has(next.id)], [true, false]);
  assertEquals(victim.closed, false);
  assertMatch(network.faults.join(), /^open s4: /);
});

Deno.test("an id is opened once: the session that has it is not touched", () => {
  const { network, victim } = victims();
  const peer = {
    address: "192.0.2.9",
    secure: false,
    certificate: null,
    listener: "",
  };
  network.apply({ kind: "open", session: victim.id, peer });
  assertMatch(network.faults.join(), /^open s1: .*an id has one session/);
  assertEquals(victim.send("PING x"), [":irc.test PONG irc.test :x"]);
});

Deno.test("an answer that nobody waits for changes nothing", () => {
  const network = new SlowNetwork();
  const { victim } = victims(network);
  victim.send("OPER root wrong");
  const [{ request }] = network.asked as { request: number }[];
  network.apply({ kind: "answer", request: request + 1, outcome: true });
  assertEquals(victim.take(), []);
  network.answer();
  assertEquals(victim.take(), [":irc.test 464 victim :Password incorrect"]);
  network.apply({ kind: "answer", request, outcome: true });
  assertEquals(victim.take(), []);
});

Deno.test("lines that waited are carried out by the answer itself, in order", () => {
  const network = new SlowNetwork();
  const { victim } = victims(network);
  victim.send("OPER root wrong", "PING 1", "OPER root wrong", "PING 2");
  network.answer();
  assertEquals(victim.take(), [
    ":irc.test 464 victim :Password incorrect",
    ":irc.test PONG irc.test :1",
  ]);
  network.answer();
  assertEquals(victim.take(), [
    ":irc.test 464 victim :Password incorrect",
    ":irc.test PONG irc.test :2",
  ]);
});

Deno.test("where time leaps, nobody is timed out by it", () => {
  const { network, victim } = victims();
  const silent = network.connect();
  silent.take();
  network.pass(60_000);
  assertEquals(victim.take(), ["PING :irc.test"]);
  network.at += 3_600_000;
  network.apply({ kind: "tick" });
  assertEquals(victim.take(), []);
  network.pass(14_000);
  assertEquals(victim.take().length, 0);
  network.pass(2000);
  assertMatch(victim.take().join(), / NOTICE victim :Pensez à PONG/);
  network.pass(15_000);
  assertEquals(victim.closed, true);
});

Deno.test("where time leaps, who registers and who sends a batch has the time that was left", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.enable("batch", "draft/multiline");
  ann.send("BATCH +1 draft/multiline #a", "@batch=1 PRIVMSG #a :one");
  const late = network.connect();
  late.take();
  network.pass(10_000);
  network.at += 3_600_000;
  network.apply({ kind: "tick" });
  network.pass(10_000);
  assertEquals([late.take(), late.closed], [[], false]);
  assertEquals(ann.send("BATCH -1"), []);
  network.pass(11_000);
  assertEquals(late.closed, true);
});

Deno.test("who a fault ends takes its channels and their invitations along, and watchers are told", () => {
  const network = new TestNetwork();
  const [victim] = network.channel("#a", "victim");
  const other = network.register("other");
  victim.send("INVITE other #a");
  other.send("MONITOR + victim");
  other.take();
  victim.send(null as unknown as string);
  assertEquals(other.take(), [":irc.test 731 other :victim"]);
  assertEquals(other.send("INVITE"), [
    ":irc.test 337 other :End of /INVITE list",
  ]);
  checkNetwork(network.core.network);
});

Deno.test("a fault in telling one of many stays inside, and who caused it is ended all the same", () => {
  const { network, other, victim } = victims();
  Object.defineProperty(network.session(other), "tagBits", {
    get() {
      throw new Error("broken");
    },
  });
  assertEquals(victim.send("PRIVMSG #a :hello"), [
    "ERROR :Closing link: [192.0.2.1] (Internal error)",
  ]);
  assertEnded(network, victim);
  assertEquals(network.faults, [
    "line s1 PRIVMSG: Error: broken",
    "line s1 PRIVMSG: Error: broken",
  ]);
});
