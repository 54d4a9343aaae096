import { assert, assertEquals, assertMatch } from "@std/assert";
import { DEFAULT_CHANNEL_RULES } from "../../../../../src/irc/names/channel_rules.ts";
import { ChannelNetwork } from "../../../../support/channel_people.ts";
import { tellChanServ } from "../../../../support/talking.ts";
import { START } from "../../../../support/test_network.ts";

Deno.test("REGISTER keeps a channel as it is, and makes the operator who gives it the founder", () => {
  const network = new ChannelNetwork();
  const bob = network.person("bob");
  const cat = network.person("cat");
  bob.send("JOIN #New", "MODE #New +mb eve", "TOPIC #New :Hello");
  bob.send("METADATA #New SET url :https://example.org");
  network.at += 1000;
  cat.send("JOIN #new");
  assertEquals(tellChanServ(bob, "REGISTER #new"), [
    "#New is registered now, and you are its founder.",
    ":irc.test MODE #New +q bob",
    ":irc.test MODE #New +r",
  ]);
  assertEquals(cat.take().slice(-2), [
    ":irc.test MODE #New +q bob",
    ":irc.test MODE #New +r",
  ]);
  const source = "bob!~bob@192.0.2.1";
  const { party = "" } = network.recordOf("#new") ?? {};
  assertMatch(party, /^[0-9a-z.]+$/);
  assertEquals(network.recordOf("#new"), {
    name: "#New",
    party,
    createdAt: START,
    registeredAt: START + 1000,
    founder: "bob",
    topic: { text: "Hello", setBy: source, setAt: START },
    modes: { n: "", t: "", m: "" },
    lists: { b: [{ mask: "eve!*@*", setBy: source, setAt: START }] },
    ranks: [],
    settings: {},
    suspended: null,
    offeredTo: null,
    metadata: { url: "https://example.org" },
    usedAt: START + 1000,
  });
  const [stored] = network.store.read().filter(({ key }) => key === "#new");
  assertEquals(stored.value, network.recordOf("#new"));
});

Deno.test("REGISTER takes an operator of a channel that there is, who is logged in", () => {
  const network = new ChannelNetwork();
  const [zoe, bob] = [network.register("zoe"), network.person("bob")];
  const cat = network.person("cat");
  zoe.send("JOIN #b");
  bob.send("JOIN #b");
  const low =
    "You must be an operator on #b for that, of the highest rank that there is.";
  assertEquals(tellChanServ(zoe, "REGISTER #b"), [
    "You must log in to an account first.",
  ]);
  assertEquals(tellChanServ(bob, "REGISTER #b"), [low]);
  zoe.send("MODE #b +h bob");
  assertEquals(tellChanServ(bob, "REGISTER #b"), [low]);
  assertEquals(tellChanServ(bob, "REGISTER #none"), [
    "There is no channel #none.",
  ]);
  zoe.send("MODE #b +s");
  assertEquals(tellChanServ(cat, "REGISTER #b"), ["There is no channel #b."]);
  zoe.send("MODE #b +o bob");
  assertEquals(
    tellChanServ(bob, "REGISTER #b")[0],
    "#b is registered now, and you are its founder.",
  );
  assertEquals(tellChanServ(bob, "REGISTER #b"), ["#b is registered already."]);
});

Deno.test("where there are founders by rank, one of them must register the channel", () => {
  const network = new ChannelNetwork({}, { creatorModes: "qo" });
  const [bob, cat] = [network.person("bob"), network.person("cat")];
  bob.send("JOIN #b");
  cat.send("JOIN #b");
  bob.send("MODE #b +o cat");
  assert(tellChanServ(cat, "REGISTER #b")[0].startsWith("You must be an op"));
  assert(tellChanServ(bob, "REGISTER #b")[0].startsWith("#b is registered"));
});

Deno.test("an account has as many channels as are allowed, operators who may have more", () => {
  const channelRules = { ...DEFAULT_CHANNEL_RULES, perAccount: 2 };
  const network = new ChannelNetwork({}, { channelRules });
  const ann = network.person("ann");
  ann.send("JOIN #b,#c");
  assertEquals(tellChanServ(ann, "REGISTER #b").length, 3);
  assertEquals(tellChanServ(ann, "REGISTER #c"), [
    "You have 2 channels, and may not have more.",
  ]);
  ann.send("OPER root secret");
  assertEquals(tellChanServ(ann, "REGISTER #c").length, 3);
});

Deno.test("where registration is closed, it is for operators who may", () => {
  const channelRules = { ...DEFAULT_CHANNEL_RULES, registration: false };
  const network = new ChannelNetwork({}, { channelRules });
  const bob = network.person("bob");
  bob.send("JOIN #b");
  assertEquals(tellChanServ(bob, "REGISTER #b"), [
    "Channels are registered by operators of the network alone.",
  ]);
  bob.send("OPER root secret");
  assertEquals(tellChanServ(bob, "REGISTER #b").length, 3);
});

Deno.test("what cannot be saved is not registered", () => {
  const network = new ChannelNetwork();
  const bob = network.person("bob");
  bob.send("JOIN #b");
  network.canWrite = false;
  assertEquals(tellChanServ(bob, "REGISTER #b"), [
    "That cannot be saved now, so that nothing has changed. Try again later.",
  ]);
  assertEquals(bob.send("MODE #b")[0], ":irc.test 324 bob #b +nt");
  network.canWrite = true;
  assertEquals(tellChanServ(bob, "REGISTER #b").length, 3);
});

Deno.test("who registers a channel sees nothing that an earlier one of that name had", () => {
  const network = new ChannelNetwork();
  const cat = network.person("cat");
  const bob = network.person("bob");
  cat.send("JOIN #b", "METADATA #b SET url :https://cat.test", "TOPIC #b :Cat");
  cat.send("MODE #b +ib eve", "INVITE eve #b");
  const eve = network.person("eve");
  cat.send("INVITE eve #b", "PART #b");
  eve.take();
  bob.send("JOIN #b", "CS REGISTER #b", "MODE #b +i");
  const { lists, metadata, topic } = network.recordOf("#b");
  assertEquals({ lists, metadata, topic }, {
    lists: {},
    metadata: {},
    topic: null,
  });
  assertEquals(eve.send("JOIN #b"), [
    ":irc.test 473 eve #b :Cannot join channel (+i)",
  ]);
});

Deno.test("nobody takes a message back that was said before a channel was registered anew", () => {
  const network = new ChannelNetwork();
  const cat = network.person("cat").enable(
    "message-tags",
    "echo-message",
    "draft/message-redaction",
  );
  cat.send("JOIN #b");
  const [said] = cat.send("PRIVMSG #b :before");
  const [, id] = /msgid=([^ ;]+)/.exec(said) ?? [];
  assert(id);
  cat.send("PART #b");
  network.person("bob").send("JOIN #b", "CS REGISTER #b");
  cat.send("JOIN #b");
  assert(cat.send(`REDACT #b ${id}`)[0].includes("UNKNOWN_MSGID"));
});
