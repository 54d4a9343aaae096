import { assertEquals } from "@std/assert";
import type { Settings } from "../../../../src/irc/state/settings.ts";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

const ANN = ":ann!~ann@192.0.2.1";
const TYPING = "@+typing=active TAGMSG";

/** Those who have message-tags, on #a; `ann` is its operator. */
function scene(settings: Partial<Settings> = {}): {
  network: TestNetwork;
  ann: TestClient;
  bob: TestClient;
} {
  const network = new TestNetwork(settings);
  const [ann, bob] = network.channel("#a", "ann", "bob");
  for (const client of [ann, bob]) client.enable("message-tags");
  return { network, ann, bob };
}

/** Each msgid is another. */
function withoutIds(lines: readonly string[]): string[] {
  return lines.map((line) => line.replace(/msgid=[^; ]+/, "msgid=ID"));
}

Deno.test("who may not be seen writing on a channel is told so once a minute", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  ann.send("MODE #a +m");
  bob.enable("message-tags").take();
  const refusal = ":irc.test 404 bob #a :Cannot send to channel (+m)";
  assertEquals(bob.send(`${TYPING} #a`, `${TYPING} #a`), [refusal]);
  assertEquals(bob.send("PRIVMSG #a :x", "PRIVMSG #a :x"), [refusal, refusal]);
  network.at += 60_000;
  assertEquals(bob.send(`${TYPING} #a`, `${TYPING} #a`), [refusal]);
});

Deno.test("TAGMSG relays client-only tags as they are, and no others", () => {
  const { ann, bob } = scene();
  const tags = "@+a=\\:x\\s;time=x;+b;msgid=y;+draft/react=🙂;account=z;" +
    "label=l;bot;draft/x=1;+vendor.example/c=\\";
  assertEquals(ann.send(`${tags} TAGMSG bob,#A`), []);
  const relayed = "@msgid=ID;+a=\\:x\\s;+b;+draft/react=🙂;" +
    "+vendor.example/c=\\";
  assertEquals(withoutIds(bob.take()), [
    `${relayed} ${ANN} TAGMSG bob`,
    `${relayed} ${ANN} TAGMSG #a`,
  ]);
});

Deno.test("TAGMSG takes a label, which is not passed on", () => {
  const { ann, bob } = scene();
  ann.enable("labeled-response", "batch");
  assertEquals(ann.send("@label=l;+x TAGMSG bob"), [
    "@label=l :irc.test ACK",
  ]);
  assertEquals(withoutIds(bob.take()), [`@msgid=ID;+x ${ANN} TAGMSG bob`]);
});

Deno.test("TAGMSG without tags arrives all the same", () => {
  const { ann, bob } = scene();
  ann.send("TAGMSG bob");
  assertEquals(withoutIds(bob.take()), [`@msgid=ID ${ANN} TAGMSG bob`]);
});

Deno.test("TAGMSG does not arrive where message-tags is not enabled", () => {
  const { network, ann } = scene();
  const cat = network.register("cat");
  cat.send("JOIN #a");
  assertEquals(ann.send(`${TYPING} #a`, `${TYPING} cat`).slice(1), []);
  assertEquals(cat.take(), []);
});

Deno.test("there is no TAGMSG for those without message-tags", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send(`${TYPING} ann`), [
    ":irc.test 421 ann TAGMSG :Unknown command",
  ]);
});

for (
  const [deny, relayed] of [
    [["typing"], "+draft/x=1;+draft/y"],
    [["typing", "draft/y"], "+draft/x=1"],
    [["*", "-typing"], "+typing=active"],
    [["*"], ""],
    [[], "+typing=active;+draft/x=1;+draft/y"],
  ] as const
) {
  Deno.test(`CLIENTTAGDENY=${deny} keeps back what it names`, () => {
    const { ann, bob } = scene({ clientTagDeny: deny });
    const tags = "@+typing=active;+draft/x=1;+draft/y";
    ann.send(`${tags} TAGMSG bob`, `${tags} PRIVMSG bob :hi`);
    const expected = relayed === "" ? "@msgid=ID" : `@msgid=ID;${relayed}`;
    assertEquals(withoutIds(bob.take()), [
      `${expected} ${ANN} TAGMSG bob`,
      `${expected} ${ANN} PRIVMSG bob :hi`,
    ]);
    const tokens = ann.send("ISUPPORT").join(" ").split(" ")
      .filter((token) => token.startsWith("CLIENTTAGDENY="));
    const isThere = deny.length > 0;
    assertEquals(tokens, isThere ? [`CLIENTTAGDENY=${deny}`] : []);
  });
}

Deno.test("TAGMSG is refused without a target, or where there is none", () => {
  const { ann } = scene();
  assertEquals(ann.send("TAGMSG", "TAGMSG :", "TAGMSG nobody,#none"), [
    ":irc.test 411 ann :No recipient given (TAGMSG)",
    ":irc.test 411 ann :No recipient given (TAGMSG)",
    ":irc.test 401 ann nobody :No such nick/channel",
    ":irc.test 403 ann #none :No such channel",
  ]);
});

Deno.test("over TARGMAX targets the rest is refused with 407", () => {
  const { ann } = scene();
  assertEquals(ann.send("TAGMSG bob,#a,x,y,z").slice(-1), [
    ":irc.test 407 ann z :Too many targets",
  ]);
});

Deno.test("what keeps others from speaking on a channel keeps them from TAGMSG", () => {
  const { network, ann, bob } = scene();
  const cat = network.register("cat").enable("message-tags");
  assertEquals(cat.send(`${TYPING} #a`), [
    ":irc.test 404 cat #a :Cannot send to channel (+n)",
  ]);
  ann.send("MODE #a +m");
  bob.take();
  assertEquals(bob.send(`${TYPING} #a`), [
    ":irc.test 404 bob #a :Cannot send to channel (+m)",
  ]);
  ann.send("MODE #a -m+b bob");
  bob.take();
  network.at += 60_000;
  assertEquals(bob.send(`${TYPING} #a`), [
    ":irc.test 404 bob #a :Cannot send to channel (+b)",
  ]);
  assertEquals(ann.take(), []);
});

Deno.test("channel modes about texts do not keep TAGMSG back", () => {
  const { ann, bob } = scene();
  ann.send("MODE #a +CTcS");
  ann.take();
  assertEquals(bob.send(`${TYPING} #a`).slice(1), []);
  assertEquals(withoutIds(ann.take()), [
    "@msgid=ID;+typing=active :bob!~bob@192.0.2.1 TAGMSG #a",
  ]);
});

Deno.test("+g keeps TAGMSG back, and the user is not told who writes", () => {
  const { ann, bob } = scene();
  bob.send("MODE bob +g");
  assertEquals(ann.send(`${TYPING} bob`), [
    ":irc.test 716 ann bob :is in caller-id mode (+g)",
  ]);
  assertEquals(bob.take(), []);
  bob.send("ACCEPT +ann");
  ann.send(`${TYPING} bob`);
  assertEquals(bob.take().length, 1);
});

Deno.test("+R keeps TAGMSG of those without an account back, +T keeps none back", () => {
  const { network, ann, bob } = scene();
  bob.send("MODE bob +RT");
  assertEquals(ann.send(`${TYPING} bob`), [
    ":irc.test 531 ann bob :You cannot send messages to this user (+R)",
  ]);
  assertEquals(bob.take(), []);
  network.logIn("ann", "alice");
  assertEquals(ann.send(`${TYPING} bob`), []);
  assertEquals(bob.take().length, 1);
});

for (const mode of ["g", "R"]) {
  Deno.test(`that +${mode} keeps TAGMSG back is said once a minute, for each recipient`, () => {
    const { network, ann, bob } = scene();
    const eve = network.register("eve");
    bob.send(`MODE bob +${mode}`);
    eve.send(`MODE eve +${mode}`);
    const typing = (nick: string) => ann.send(`${TYPING} ${nick}`).length;
    assertEquals(["bob", "eve", "bob", "eve"].map(typing), [1, 1, 0, 0]);
    assertEquals(ann.send("PRIVMSG bob :hi").length > 0, true);
    network.at += 59_999;
    assertEquals(typing("bob"), 0);
    network.at += 1;
    assertEquals(["bob", "bob"].map(typing), [1, 0]);
  });
}

Deno.test("to whom TAGMSG was refused is kept in mind for a few recipients", () => {
  const { network, ann } = scene();
  for (let index = 0; index < 40; index++) {
    network.register(`n${index}`).send(`MODE n${index} +g`);
    assertEquals(ann.send(`${TYPING} n${index}`).length, 1);
  }
  const user = network.core.network.findUser("ann");
  assertEquals(user?.recent?.tagRefusals.size, 16);
});

Deno.test("TAGMSG of somebody silenced does not arrive, and nobody is told", () => {
  const { ann, bob } = scene();
  bob.send("SILENCE +ann");
  assertEquals(ann.send(`${TYPING} bob`), []);
  assertEquals(bob.take(), []);
});

Deno.test("+D keeps TAGMSG to channels back", () => {
  const { ann, bob } = scene();
  bob.send("MODE bob +D");
  ann.send(`${TYPING} #a`);
  assertEquals(bob.take(), []);
});

Deno.test("TAGMSG to somebody away is not answered with 301", () => {
  const { ann, bob } = scene();
  bob.send("AWAY :tea");
  assertEquals(ann.send(`${TYPING} bob`), []);
});

Deno.test("TAGMSG is no sign of having said something", () => {
  const { network, ann } = scene();
  network.pass(5000);
  ann.send(`${TYPING} #a`, `${TYPING} bob`, "PONG irc.test");
  const idle = ann.send("WHOIS ann")
    .filter((line) => line.includes(" 317 "))
    .map((line) => line.split(" ")[4]);
  assertEquals(idle, ["5"]);
});

Deno.test("TAGMSG is echoed to those with echo-message", () => {
  const { ann, bob } = scene();
  assertEquals(ann.send(`${TYPING} bob`), []);
  ann.enable("echo-message");
  const [line] = ann.send(`${TYPING} bob`);
  assertEquals(line, bob.take().at(-1));
});

Deno.test("TAGMSG to a prefix and a channel reaches those of that rank", () => {
  const { network, ann, bob } = scene();
  const cat = network.register("cat").enable("message-tags");
  cat.send("JOIN #a");
  ann.send("MODE #a +v cat");
  for (const client of [ann, bob]) client.take();
  cat.send(`${TYPING} @#a`);
  assertEquals(withoutIds(ann.take()), [
    "@msgid=ID;+typing=active :cat!~cat@192.0.2.1 TAGMSG @#a",
  ]);
  assertEquals(bob.take(), []);
});

Deno.test("TAGMSG before registration is refused with 451", () => {
  const client = new TestNetwork().connect().enable("message-tags");
  assertEquals(client.send("TAGMSG ann"), [
    ":irc.test 451 * :You have not registered",
  ]);
});
