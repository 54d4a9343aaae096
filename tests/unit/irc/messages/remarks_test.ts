import { assertEquals } from "@std/assert";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

// What may not be said on a channel does not get out by other ways.

interface Scene {
  readonly network: TestNetwork;
  /** The operator of #a */
  readonly ann: TestClient;
  /** Is to be kept from saying something on #a */
  readonly bob: TestClient;
}

function scene(modes: string): Scene {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  ann.send(`MODE #a ${modes}`);
  for (const client of [ann, bob]) client.take();
  return { network, ann, bob };
}

const BOB = ":bob!~bob@192.0.2.1";

/** Channel modes, and a text that bob may not say there. */
const REFUSED: readonly (readonly [modes: string, text: string])[] = [
  ["+m", "hi"],
  ["+M", "hi"],
  ["+U", "hi"],
  ["+b bob", "hi"],
  ["+b m:bob", "hi"],
  ["+g spam", "buy SPAM"],
  ["+c", "\x02bold"],
  ["+C", "\x01VERSION\x01"],
  ["+SC", "\x02\x01VERSION\x01"],
  ["+Sg spam", "sp\x02am"],
];

for (const [modes, text] of REFUSED) {
  const name = JSON.stringify(text);
  Deno.test(`under ${modes} PART goes without the reason ${name}`, () => {
    const { ann, bob } = scene(modes);
    assertEquals(bob.send(`PART #a :${text}`), [`${BOB} PART #a`]);
    assertEquals(ann.take(), [`${BOB} PART #a`]);
  });

  Deno.test(`under ${modes} QUIT is seen without the reason ${name}`, () => {
    const { ann, bob } = scene(modes);
    bob.send(`QUIT :${text}`);
    assertEquals(ann.take(), [`${BOB} QUIT :Quit`]);
  });

  Deno.test(`under ${modes} -t TOPIC ${name} is refused with 404`, () => {
    const { ann, bob } = scene(modes);
    ann.send("MODE #a -t");
    for (const client of [ann, bob]) client.take();
    const letter = modes.replace("S", "")[1];
    assertEquals(bob.send(`TOPIC #a :${text}`), [
      `:irc.test 404 bob #a :Cannot send to channel (+${letter})`,
    ]);
    assertEquals(ann.send("TOPIC #a"), [
      ":irc.test 331 ann #a :No topic is set",
    ]);
  });

  Deno.test(`under ${modes} AWAY ${name} is seen without its text`, () => {
    const { network, ann, bob } = scene(modes);
    ann.enable("away-notify");
    bob.send(`AWAY :${text}`);
    assertEquals(ann.take(), [`${BOB} AWAY :Away`]);
    bob.send("AWAY");
    assertEquals(ann.take(), [`${BOB} AWAY`]);
    const cat = network.register("cat");
    bob.send(`AWAY :${text}`);
    assertEquals(cat.send("PRIVMSG bob :hi"), [
      `:irc.test 301 cat bob :${text}`,
    ]);
  });
}

Deno.test("reasons and topics are heard where they may be said", () => {
  const modes = "+mMCcg spam";
  const { network, ann, bob } = scene(modes);
  ann.send("MODE #a +v-t bob");
  for (const client of [ann, bob]) client.take();
  bob.send("TOPIC #a :hi");
  assertEquals(ann.take(), [`${BOB} TOPIC #a :hi`]);
  bob.send("PART #a :bye");
  assertEquals(ann.take(), [`${BOB} PART #a :bye`]);
  ann.send("MODE #a -m");
  network.logIn("bob", "bob");
  bob.send("JOIN #a");
  ann.take();
  bob.send("QUIT :bye");
  assertEquals(ann.take(), [`${BOB} QUIT :Quit: bye`]);
});

Deno.test("+S strips the reasons of PART and QUIT, topics, and the texts of AWAY", () => {
  const text = "\x02bold\x02 \x0304red";
  const { ann, bob } = scene("+S-t");
  ann.enable("away-notify");
  bob.send(`TOPIC #a :${text}`, `AWAY :${text}`, "AWAY", `PART #a :${text}`);
  assertEquals(ann.take(), [
    `${BOB} TOPIC #a :bold red`,
    `${BOB} AWAY :bold red`,
    `${BOB} AWAY`,
    `${BOB} PART #a :bold red`,
  ]);
  assertEquals(ann.send("TOPIC #a")[0], ":irc.test 332 ann #a :bold red");
  bob.send("JOIN #a", "PART #a :\x02\x02", "JOIN #a", `QUIT :${text}`);
  assertEquals(ann.take(), [
    `${BOB} JOIN #a`,
    `${BOB} PART #a`,
    `${BOB} JOIN #a`,
    `${BOB} QUIT :Quit: bold red`,
  ]);
});

Deno.test("who shares another channel hears the reason of QUIT, once, and as it may be said there", () => {
  const network = new TestNetwork();
  const clients = network.channel("#m", "ann", "bob", "cat", "dan", "eve");
  const [ann, bob, cat, dan, eve] = clients;
  for (const client of [ann, bob, cat]) client.send("JOIN #open");
  for (const client of [ann, bob, cat, dan]) client.send("JOIN #strip");
  ann.send("MODE #m +m", "MODE #strip +S");
  for (const client of clients) client.take();
  bob.send("QUIT :\x02bye");
  const heard = [ann, cat, dan, eve].map((client) => client.take());
  assertEquals(heard, [
    [`${BOB} QUIT :Quit: \x02bye`],
    [`${BOB} QUIT :Quit: \x02bye`],
    [`${BOB} QUIT :Quit: bye`],
    [`${BOB} QUIT :Quit`],
  ]);
});

Deno.test("who shares another channel or watches the nickname hears the text of AWAY, once", () => {
  const network = new TestNetwork();
  const clients = network.channel("#m", "ann", "bob", "cat");
  const [ann, bob, cat] = clients;
  for (const client of [ann, bob]) client.send("JOIN #open");
  const eve = network.register("eve");
  ann.send("MODE #m +m");
  for (const client of [ann, cat, eve]) {
    client.enable("away-notify", "extended-monitor").send("MONITOR + bob");
  }
  bob.send("AWAY :tea");
  assertEquals([ann, cat, eve].map((client) => client.take()), [
    [`${BOB} AWAY :tea`],
    [`${BOB} AWAY :Away`],
    [`${BOB} AWAY :tea`],
  ]);
});

Deno.test("who joins a channel where it may not speak does not bring its away message", () => {
  const { network, ann } = scene("+m");
  ann.enable("away-notify");
  const cat = network.register("cat");
  cat.send("AWAY :tea", "JOIN #a");
  assertEquals(ann.take().slice(1), [":cat!~cat@192.0.2.1 AWAY :Away"]);
});

Deno.test("the server's own reasons of QUIT are heard everywhere", () => {
  const { ann, bob } = scene("+mg closed");
  bob.disconnect("Connection closed");
  assertEquals(ann.take(), [`${BOB} QUIT :Connection closed`]);
});

Deno.test("a moderator's reason of KICK is heard, and the topic may be set under +m", () => {
  const { ann, bob } = scene("+m");
  ann.send("TOPIC #a :news", "KICK #a bob :enough");
  assertEquals(bob.take(), [
    ":ann!~ann@192.0.2.1 TOPIC #a :news",
    ":ann!~ann@192.0.2.1 KICK #a bob :enough",
  ]);
});

const REFUSED_NICK = ":irc.test 435 bob rob #a " +
  ":Cannot change nickname while banned on channel";

for (const [modes, nick] of [["+b bob", "rob"], ["+b m:bob", "rob"]]) {
  Deno.test(`under ${modes} NICK ${nick} is refused with 435`, () => {
    const { ann, bob } = scene(modes);
    assertEquals(bob.send(`NICK ${nick}`), [REFUSED_NICK]);
    assertEquals(ann.take(), []);
    ann.send("MODE #a +v bob");
    bob.take();
    assertEquals(bob.send(`NICK ${nick}`), [`${BOB} NICK ${nick}`]);
  });
}

Deno.test("a nickname with a word of +g is refused with 435, of operators too", () => {
  const { ann, bob } = scene("+g rob");
  assertEquals(bob.send("NICK rob"), [REFUSED_NICK]);
  assertEquals(ann.send("NICK Probe"), [
    ":irc.test 435 ann Probe #a :Cannot change nickname while banned on channel",
  ]);
  assertEquals(bob.send("NICK bert"), [`${BOB} NICK bert`]);
});

Deno.test("+m, +M and +U let those take another nickname who may not speak to all", () => {
  for (const modes of ["+m", "+M", "+U"]) {
    const { bob } = scene(modes);
    assertEquals(bob.send("NICK rob"), [`${BOB} NICK rob`]);
  }
});

Deno.test("SANICK asks no channel", () => {
  const { network, ann } = scene("+b bob");
  network.operator("root").send("SANICK bob rob");
  assertEquals(ann.take(), [`${BOB} NICK rob`]);
});

for (
  const [modes, text] of [
    ["+g spam", "Spammer"],
    ["+c", "\x02Bob"],
    ["+C", "\x01VERSION\x01"],
    ["+b m:bob", "Rob"],
  ]
) {
  Deno.test(`under ${modes} SETNAME ${JSON.stringify(text)} is refused`, () => {
    const { ann, bob } = scene(modes);
    ann.enable("setname");
    assertEquals(
      bob.send(`SETNAME :${text}`).map((line) => line.split(" ", 4)[3]),
      ["CANNOT_CHANGE_REALNAME"],
    );
    assertEquals(ann.take(), []);
  });
}

Deno.test("the reason of REDACT is stripped under +S", () => {
  const { ann, bob } = scene("+S");
  for (const client of [ann, bob]) {
    client.enable("message-tags", "draft/message-redaction", "echo-message");
  }
  const [said] = bob.send("PRIVMSG #a :oops");
  const id = /msgid=([^ ;]+)/.exec(said)?.[1];
  ann.take();
  bob.send(`REDACT #a ${id} :\x02typo`);
  assertEquals(ann.take().map((line) => line.split(" ").at(-1)), [":typo"]);
});
