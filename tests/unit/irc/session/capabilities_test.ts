import { assertEquals, assertMatch } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

const ANN = ":ann!~ann@192.0.2.1";
const BOB = ":bob!~bob@192.0.2.1";
const CAT = ":cat!~cat@192.0.2.1";
const CLOAKED = ":cat!~cat@cloak";
const TIME = "@time=2026-01-01T00:00:00.000Z";

/** What happens, by the name that it has below. */
type Scene = Readonly<Record<string, readonly string[]>>;

/** What `bob` gets of it, who has no capability but those that are given. */
function scene(...capabilities: readonly string[]): Scene {
  const network = new TestNetwork();
  const [ann, cat] = ["ann", "cat"].map((nick) => network.register(nick));
  const bob = network.register("bob").enable(...capabilities);
  ann.enable("message-tags").send("JOIN #a", "MODE #a +v ann");
  network.logIn("ann", "alice");
  const cloak = network.core.network.findUser("cat")?.cloak ?? "";
  const events: Readonly<Record<string, () => void>> = {
    join: () =>
      network.apply({ kind: "line", session: bob.id, text: "JOIN #a" }),
    mode: () => ann.send("MODE #a +h bob"),
    message: () => ann.send("@+x PRIVMSG #a :hi"),
    tags: () => ann.send("@+typing=active TAGMSG #a"),
    arrival: () => cat.send("JOIN #a"),
    away: () => cat.send("AWAY :tea"),
    realname: () => cat.send("SETNAME :Cat"),
    invitation: () => ann.send("INVITE dan #a"),
    account: () => network.logIn("cat", "Cat"),
    host: () => cat.send("MODE cat +x"),
    own: () =>
      network.apply({ kind: "line", session: bob.id, text: "PRIVMSG #a :yo" }),
  };
  network.register("dan");
  bob.take();
  return Object.fromEntries(
    Object.entries(events).map(([name, happen]) => {
      happen();
      const lines = bob.take().map((line) =>
        line.replace(/msgid=[^; ]+/, "msgid=ID").replaceAll(cloak, "cloak")
      );
      return [name, lines];
    }),
  );
}

const END_OF_NAMES = ":irc.test 366 bob #a :End of /NAMES list";

/** What somebody without capabilities gets. */
const PLAIN: Scene = {
  join: [`${BOB} JOIN #a`, ":irc.test 353 bob = #a :@ann bob", END_OF_NAMES],
  mode: [`${ANN} MODE #a +h bob`],
  message: [`${ANN} PRIVMSG #a :hi`],
  tags: [],
  arrival: [`${CAT} JOIN #a`],
  away: [],
  realname: [],
  invitation: [],
  account: [],
  host: [`${CAT} QUIT :Changing host`, `${CLOAKED} JOIN #a`],
  own: [],
};

function withNames(names: string): readonly string[] {
  return [`${BOB} JOIN #a`, `:irc.test 353 bob = #a :${names}`, END_OF_NAMES];
}

/** What is different for somebody who has one capability. */
const DIFFERENCES: Readonly<Record<string, Scene>> = {
  "account-notify": { account: [`${CAT} ACCOUNT Cat`] },
  "account-tag": {
    mode: [`@account=alice ${ANN} MODE #a +h bob`],
    message: [`@account=alice ${ANN} PRIVMSG #a :hi`],
    host: [
      `@account=Cat ${CAT} QUIT :Changing host`,
      `@account=Cat ${CLOAKED} JOIN #a`,
    ],
  },
  "away-notify": {
    away: [`${CAT} AWAY :tea`],
    host: [...PLAIN.host, `${CLOAKED} AWAY :tea`],
  },
  "chghost": { host: [`${CAT} CHGHOST ~cat cloak`] },
  "draft/no-implicit-names": { join: [`${BOB} JOIN #a`] },
  "echo-message": { own: [`${BOB} PRIVMSG #a :yo`] },
  "extended-join": {
    join: [`${BOB} JOIN #a * :Real bob`, ...PLAIN.join.slice(1)],
    arrival: [`${CAT} JOIN #a * :Real cat`],
    host: [PLAIN.host[0], `${CLOAKED} JOIN #a Cat :Cat`],
  },
  "invite-notify": { invitation: [`${ANN} INVITE dan #a`] },
  "message-tags": {
    arrival: PLAIN.arrival.map((line) => `@msgid=ID ${line}`),
    join: [`@msgid=ID ${PLAIN.join[0]}`, ...PLAIN.join.slice(1)],
    mode: PLAIN.mode.map((line) => `@msgid=ID ${line}`),
    message: [`@msgid=ID;+x ${ANN} PRIVMSG #a :hi`],
    tags: [`@msgid=ID;+typing=active ${ANN} TAGMSG #a`],
  },
  "multi-prefix": { join: withNames("@+ann bob") },
  "no-implicit-names": { join: [`${BOB} JOIN #a`] },
  "server-time": Object.fromEntries(
    Object.entries(PLAIN).map(([name, lines]) => [
      name,
      lines.map((line) => `${TIME} ${line}`),
    ]),
  ),
  "setname": { realname: [`${CAT} SETNAME :Cat`] },
  "userhost-in-names": {
    join: withNames("@ann!~ann@192.0.2.1 bob!~bob@192.0.2.1"),
  },
};

Deno.test("who has no capability gets what IRC has always had", () => {
  assertEquals(scene(), PLAIN);
});

for (const [capability, difference] of Object.entries(DIFFERENCES)) {
  Deno.test(`${capability} alone changes what it is about, and nothing else`, () => {
    assertEquals(scene(capability), { ...PLAIN, ...difference });
  });
}

for (
  const capability of [
    "batch",
    "cap-notify",
    "draft/extended-isupport",
    "draft/pre-away",
    "draft/whoami",
    "extended-monitor",
    "labeled-response",
    "sasl",
    "standard-replies",
  ]
) {
  Deno.test(`${capability} changes nothing of what others do`, () => {
    assertEquals(scene(capability), PLAIN);
  });
}

Deno.test("NAMES is answered as ever under no-implicit-names", () => {
  const network = new TestNetwork();
  network.channel("#a", "ann");
  const bob = network.register("bob").enable("no-implicit-names");
  bob.send("JOIN #a");
  assertEquals(bob.send("NAMES #a"), [
    ":irc.test 353 bob = #a :@ann bob",
    END_OF_NAMES,
  ]);
});

Deno.test("no-implicit-names leaves the topic", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.send("TOPIC #a :Tea");
  const bob = network.register("bob").enable("no-implicit-names");
  assertEquals(
    bob.send("JOIN #a").map((line) => line.split(" ")[1]),
    ["JOIN", "332", "333"],
  );
});

Deno.test("what a bot does has the bot tag, for those with message-tags", () => {
  const [bot, ann, cat] = new TestNetwork().channel("#a", "bot", "ann", "cat");
  ann.enable("message-tags");
  bot.send("MODE bot +B");
  const lines = [
    ":bot!~bot@192.0.2.1 PRIVMSG #a :hi",
    ":bot!~bot@192.0.2.1 NOTICE #a :hi",
    ":bot!~bot@192.0.2.1 MODE #a +s",
    ":bot!~bot@192.0.2.1 TOPIC #a :Tea",
    ":bot!~bot@192.0.2.1 NICK robot",
    ":robot!~bot@192.0.2.1 PART #a :x",
    ":robot!~bot@192.0.2.1 JOIN #a",
  ];
  bot.send(...lines.map((line) => line.replace(/^\S+ /, "")));
  const withoutIds = (line: string) => line.replace(/msgid=[^; ]+;/, "");
  assertEquals(cat.take(), lines);
  assertEquals(
    ann.take().map(withoutIds),
    lines.map((line) => `@bot ${line}`),
  );
  bot.send("MODE robot -B", "QUIT :bye");
  assertMatch(
    ann.take().join(),
    /^@msgid=[^; ]+ :robot!~bot@192\.0\.2\.1 QUIT :Quit: bye$/,
  );
});
