import { assert, assertEquals, assertMatch } from "@std/assert";
import { DEFAULT_CHANNEL_RULES } from "../../../../src/irc/names/channel_rules.ts";
import { ChannelNetwork } from "../../../support/channel_people.ts";
import {
  accountChange,
  accountOf,
  channelChange,
  channelOf,
} from "../../../support/records.ts";
import { START, TestNetwork } from "../../../support/test_network.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Channels are dropped after thirty days. */
function networkWith(changes = {}): ChannelNetwork {
  const channelRules = { ...DEFAULT_CHANNEL_RULES, expireMs: 30 * DAY_MS };
  return new ChannelNetwork(changes, {
    channelRules,
    pingIntervalMs: 1000 * DAY_MS,
  });
}

/** Lets days pass, with a tick each hour. */
function pass(network: TestNetwork, days: number): void {
  for (let hours = 0; hours < days * 24; hours++) {
    network.at += HOUR_MS;
    network.apply({ kind: "tick" });
  }
}

function isRegistered({ core }: ChannelNetwork): boolean {
  return core.network.records.channels.has("#a");
}

const WARNING = ":ChanServ!ChanServ@irc.test NOTICE ann :Nobody was on your " +
  "channel #a for long: it is dropped on Fri, 30 Jan 2026 23:59:59 GMT, " +
  "unless somebody joins it.";

Deno.test("a channel that nobody was on for the time that is set is dropped, its founder told before", () => {
  const network = networkWith();
  const [ann, root] = [network.person("ann"), network.operator("root")];
  root.send("MODE root +s +h");
  root.take();
  pass(network, 15);
  assertEquals(ann.take(), []);
  pass(network, 2);
  assertEquals(ann.take(), [WARNING]);
  pass(network, 12);
  assertEquals([isRegistered(network), ann.take()], [true, []]);
  pass(network, 2);
  assertEquals(isRegistered(network), false);
  assertEquals(root.take(), [
    ":irc.test NOTICE * :*** The channel #a of ann was not used for too long",
  ]);
});

Deno.test("a founder who comes near the end is told, by whatever way it logs in", () => {
  const network = networkWith();
  pass(network, 20);
  const ann = network.register("ann");
  ann.take();
  network.logIn("ann", "ann");
  assertEquals(ann.take(), [WARNING]);
  const early = network.connect();
  Object.assign(network.session(early).registration ?? {}, { account: "ann" });
  const lines = early.send("NICK early", "USER early 0 * :Early");
  assertEquals(lines.at(-1), WARNING.replace("NOTICE ann", "NOTICE early"));
});

Deno.test("a channel that somebody is on, or comes to now and then, is kept", () => {
  const network = networkWith();
  const bob = network.person("bob");
  bob.send("JOIN #a");
  pass(network, 40);
  assert(isRegistered(network));
  assert(network.recordOf().usedAt > START + 38 * DAY_MS);
  bob.send("PART #a");
  pass(network, 20);
  bob.send("JOIN #a", "PART #a");
  assertEquals(network.recordOf().usedAt, network.at);
  pass(network, 29);
  assert(isRegistered(network));
  pass(network, 2);
  assertEquals(isRegistered(network), false);
});

Deno.test("who comes and goes makes one change an hour at most", () => {
  const network = networkWith({ usedAt: START });
  const bob = network.person("bob");
  network.apply({ kind: "tick" });
  network.answers = false;
  bob.send("JOIN #a", "PART #a");
  assertEquals(network.asked, []);
  network.at += HOUR_MS;
  bob.send("JOIN #a", "PART #a", "JOIN #a");
  assertEquals(network.asked.map(({ kind }) => kind), ["store"]);
});

Deno.test("by itself nothing is dropped, and a suspended channel never", () => {
  const usual = new ChannelNetwork({}, { pingIntervalMs: 1000 * DAY_MS });
  pass(usual, 100);
  assert(isRegistered(usual));
  const suspended = { by: "root", at: START, until: null, reason: "x" };
  const network = networkWith({ suspended });
  pass(network, 40);
  assert(isRegistered(network));
});

Deno.test("after a start there is a day to come back to a channel that was not used for long", () => {
  const network = networkWith({ usedAt: START - 100 * DAY_MS });
  network.pass(2000);
  pass(network, 0.9);
  assert(isRegistered(network));
  pass(network, 0.3);
  assertEquals(isRegistered(network), false);
});

const EMAIL = "ann@example.org";

/** The founder of #a and #b, which nobody uses, has an address. */
function networkWithMail(settings = {}): TestNetwork {
  const channelRules = { ...DEFAULT_CHANNEL_RULES, expireMs: 30 * DAY_MS };
  const usedAt = START;
  return new TestNetwork(
    { channelRules, pingIntervalMs: 1000 * DAY_MS, ...settings },
    {},
    [
      accountChange("ann", accountOf("ann", { email: EMAIL })),
      channelChange(channelOf("#a", "ann", { usedAt })),
      channelChange(channelOf("#b", "ann", { usedAt })),
    ],
  );
}

function names({ core }: TestNetwork): string[] {
  return [...core.network.records.channels.keys()];
}

Deno.test("a founder with an address is told by mail, once of all channels", () => {
  const network = networkWithMail();
  pass(network, 15);
  assertEquals(network.mail, []);
  pass(network, 2);
  const [{ subject, text, to }] = network.mail;
  assertEquals([to, subject], [EMAIL, "TestNet: Your channels are not used"]);
  assertEquals(text.split("\n").slice(4, 6), [
    "    Sat, 31 Jan 2026: #a",
    "    Sat, 31 Jan 2026: #b",
  ]);
  const { store } = network;
  const jots = network.jots.read();
  const { settings } = network.core.network;
  const next = new TestNetwork(settings, {}, store.read(), jots);
  next.at = network.at;
  pass(next, 12);
  assertEquals([network.mail.length, next.mail, names(next)], [
    1,
    [],
    ["#a", "#b"],
  ]);
  pass(next, 3);
  assertEquals([next.mail, names(next)], [[], []]);
  assertEquals(next.jots.read(), []);
});

Deno.test("a channel that somebody joins after the mail is used, and its founder is told again the next time", () => {
  const network = networkWithMail();
  pass(network, 20);
  network.register("bob").send("JOIN #a", "PART #a");
  pass(network, 12);
  assertEquals([names(network), network.mail.length], [["#a"], 1]);
  pass(network, 5);
  assertEquals([names(network), network.mail.length], [["#a"], 2]);
});

Deno.test("no channel is dropped within a week of the mail, however late that is sent", () => {
  const network = networkWithMail();
  network.at += 100 * DAY_MS;
  const ann = network.register("ann");
  network.logIn("ann", "ann");
  ann.take();
  pass(network, 6);
  assertEquals([names(network), network.mail.length], [["#a", "#b"], 1]);
  assertMatch(ann.take()[0], /#a for long: it is dropped on Sat, 18 Apr 2026 /);
  pass(network, 2);
  assertEquals([names(network), network.mail.length], [[], 1]);
});

Deno.test("where no mail is sent, a channel goes without", () => {
  const network = networkWithMail({ sendsMail: false });
  pass(network, 31);
  assertEquals([names(network), network.mail], [[], []]);
});
