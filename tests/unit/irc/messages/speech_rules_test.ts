import { assertEquals } from "@std/assert";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

/** A channel of `ann`, its operator, and `bob`, with modes set. */
function channel(modes: string): {
  network: TestNetwork;
  ann: TestClient;
  bob: TestClient;
} {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  ann.send(`MODE #a ${modes}`);
  bob.take();
  return { network, ann, bob };
}

function refusal(letter: string): string[] {
  return [`:irc.test 404 bob #a :Cannot send to channel (+${letter})`];
}

function arrived(text: string): string[] {
  return [`:bob!~bob@192.0.2.1 PRIVMSG #a :${text}`];
}

Deno.test("+n lets members alone speak", () => {
  const { ann, bob } = channel("+n");
  bob.send("PART #a");
  ann.take();
  assertEquals(bob.send("PRIVMSG #a :hi"), refusal("n"));
  ann.send("MODE #a -n");
  bob.send("PRIVMSG #a :hi");
  assertEquals(ann.take().at(-1), arrived("hi")[0]);
});

Deno.test("+m lets those with a prefix alone speak", () => {
  const { ann, bob } = channel("+m");
  assertEquals(bob.send("PRIVMSG #a :hi"), refusal("m"));
  assertEquals(ann.take(), []);
  ann.send("MODE #a +v bob");
  bob.take();
  assertEquals(bob.send("PRIVMSG #a :hi"), []);
  assertEquals(ann.take(), arrived("hi"));
});

Deno.test("+M lets those with an account or a prefix alone speak", () => {
  const { network, ann, bob } = channel("+M");
  assertEquals(bob.send("PRIVMSG #a :hi"), refusal("M"));
  assertEquals(ann.send("PRIVMSG #a :me too"), []);
  bob.take();
  network.logIn("bob", "bob");
  assertEquals(bob.send("PRIVMSG #a :hi"), []);
  assertEquals(ann.take(), arrived("hi"));
});

Deno.test("+U lets half operators and above alone hear those without a prefix", () => {
  const { network, ann, bob } = channel("+U");
  const [carl, dora] = [network.register("carl"), network.register("dora")];
  for (const client of [carl, dora]) client.send("JOIN #a");
  ann.send("MODE #a +hv carl dora");
  for (const client of [ann, bob, carl, dora]) client.take();
  bob.enable("echo-message");
  bob.take();
  const heard = (...lines: string[]) => {
    const [own] = [bob.send(...lines)];
    return [own, ann.take(), carl.take(), dora.take()];
  };
  const said = arrived("hi");
  assertEquals(heard("PRIVMSG #a :hi"), [said, said, said, []]);
  const voiced = [":bob!~bob@192.0.2.1 PRIVMSG +#a :hi"];
  assertEquals(heard("PRIVMSG +#a :hi"), [voiced, voiced, voiced, []]);
  const toOps = [":bob!~bob@192.0.2.1 PRIVMSG @#a :hi"];
  assertEquals(heard("PRIVMSG @#a :hi"), [toOps, toOps, [], []]);
  ann.send("MODE #a +v bob");
  for (const client of [ann, bob, carl, dora]) client.take();
  assertEquals(heard("PRIVMSG #a :hi"), [said, said, said, said]);
  dora.send("PRIVMSG #a :me too");
  assertEquals(bob.take(), [":dora!~dora@192.0.2.1 PRIVMSG #a :me too"]);
});

Deno.test("under +U what was heard by few is taken back before few", () => {
  const { network, ann, bob } = channel("+U");
  const dora = network.register("dora");
  dora.send("JOIN #a");
  for (const client of [ann, dora]) {
    client.enable("draft/message-redaction", "message-tags");
    client.take();
  }
  bob.enable("draft/message-redaction", "message-tags");
  bob.send("PRIVMSG #a :hi");
  const [, id = ""] = /msgid=([^; ]+)/.exec(ann.take().join()) ?? [];
  bob.send(`REDACT #a ${id}`);
  assertEquals(ann.take().length, 1);
  assertEquals(dora.take(), []);
});

Deno.test("under +U a figure is heard as who plays it", () => {
  const { network, ann, bob } = channel("+UE");
  const dora = network.register("dora");
  dora.send("JOIN #a");
  ann.take();
  dora.take();
  bob.send("NPC #a hero :hi");
  assertEquals(ann.take().length, 1);
  assertEquals(dora.take(), []);
});

Deno.test("+b keeps from speaking those it fits, unless +e or a prefix does not", () => {
  const { ann, bob } = channel("+b *!~BOB@*");
  assertEquals(bob.send("PRIVMSG #a :hi"), refusal("b"));
  for (const change of ["+e bob", "-e+v bob bob"]) {
    ann.send(`MODE #a ${change}`);
    bob.take();
    assertEquals(bob.send("PRIVMSG #a :hi"), []);
    assertEquals(ann.take(), arrived("hi"));
  }
  ann.send("MODE #a -v bob");
  bob.take();
  assertEquals(bob.send("PRIVMSG #a :hi"), refusal("b"));
});

Deno.test("+C refuses CTCP but ACTION, of operators too", () => {
  const { ann, bob } = channel("+C");
  const action = "\x01ACTION waves\x01";
  assertEquals(bob.send(`PRIVMSG #a :${action}`), []);
  assertEquals(ann.take(), arrived(action));
  assertEquals(bob.send("PRIVMSG #a :\x01PING 1\x01"), refusal("C"));
  assertEquals(ann.send("PRIVMSG #a :\x01PING 1\x01"), [
    ":irc.test 404 ann #a :Cannot send to channel (+C)",
  ]);
});

Deno.test("+T refuses NOTICE without a word, of operators too", () => {
  const { ann, bob } = channel("+T");
  assertEquals(bob.send("NOTICE #a :hi"), []);
  assertEquals(ann.send("NOTICE #a :hi"), []);
  assertEquals(bob.send("PRIVMSG #a :hi"), []);
  assertEquals(ann.take(), arrived("hi"));
});

Deno.test("+c refuses formatting, of operators too", () => {
  const { ann, bob } = channel("+c");
  for (const text of ["\x02bold", "\x0304,01red", "\x1ditalic", "a\x0f"]) {
    assertEquals(bob.send(`PRIVMSG #a :${text}`), refusal("c"));
  }
  assertEquals(ann.send("PRIVMSG #a :\x02bold"), [
    ":irc.test 404 ann #a :Cannot send to channel (+c)",
  ]);
  bob.send("PRIVMSG #a :plain");
  assertEquals(ann.take(), arrived("plain"));
});

Deno.test("+S strips formatting", () => {
  const { ann, bob } = channel("+S");
  bob.send("PRIVMSG #a :\x02a\x02 \x0304,01b\x03 \x04ff0000c\x0f 1");
  assertEquals(ann.take(), arrived("a b c 1"));
});

Deno.test("+g refuses its words wherever they are, of operators too", () => {
  const { ann, bob } = channel("+gg bad b?d*x");
  assertEquals(bob.send("PRIVMSG #a :so BADLY"), refusal("g"));
  assertEquals(bob.send("PRIVMSG #a :a bed has xs"), refusal("g"));
  assertEquals(ann.send("PRIVMSG #a :bad"), [
    ":irc.test 404 ann #a :Cannot send to channel (+g)",
  ]);
  bob.send("PRIVMSG #a :a bed");
  assertEquals(ann.take(), arrived("a bed"));
  ann.send("MODE #a -g bad");
  ann.take();
  bob.send("PRIVMSG #a :bad");
  assertEquals(ann.take(), arrived("bad"));
});

Deno.test("+g refuses its words in tags, too, as clients read them", () => {
  const { ann, bob } = channel("+gg bad very*dear");
  bob.enable("message-tags");
  ann.enable("message-tags");
  ann.take();
  for (
    const tag of [
      "+draft/react=BAD",
      "+typing;+x=so\\sbadly",
      "+x=b\\ad",
      "+x=very\\:dear",
      "+bad",
    ]
  ) {
    assertEquals(bob.send(`@${tag} PRIVMSG #a :hi`), refusal("g"), tag);
    bob.send(`@${tag} TAGMSG #a`);
    assertEquals(ann.take(), [], tag);
  }
  bob.send("@+draft/react=good TAGMSG #a");
  assertEquals(ann.take().length, 1);
});

Deno.test("+g lists its words", () => {
  const { ann } = channel("+g bad");
  ann.take();
  assertEquals(ann.send("MODE #a g"), [
    ":irc.test 941 ann #a bad ann!~ann@192.0.2.1 1767225600",
    ":irc.test 940 ann #a :End of channel filter list",
  ]);
});

Deno.test("what +S makes of a text is held against +C and +g", () => {
  const { ann, bob } = channel("+SCg bad");
  const text = (said: string) => bob.send(`PRIVMSG #a :${said}`);
  for (const [said, mode] of [["\x02\x01VERSION\x01", "C"], ["b\x02ad", "g"]]) {
    assertEquals(text(said), [
      `:irc.test 404 bob #a :Cannot send to channel (+${mode})`,
    ]);
  }
  assertEquals(ann.take(), []);
});
