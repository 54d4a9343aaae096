import { assert, assertEquals } from "@std/assert";
import {
  CHANNEL_MODES,
  PREFIX_MODES,
  USER_MODES,
} from "../../../../src/irc/modes/index.ts";
import { TestNetwork } from "../../../support/test_network.ts";

const letters = (modes: readonly { letter: string }[]) =>
  modes.map(({ letter }) => letter).sort().join("");

function connect(network = new TestNetwork()) {
  const client = network.connect();
  client.take();
  return client;
}

Deno.test("on open the server greets with NOTICE *", () => {
  assertEquals(new TestNetwork().connect().take(), [
    ":irc.test NOTICE * :*** Welcome to irc.test on the TestNet network. " +
    "Tell me who you are with NICK and USER.",
  ]);
});

Deno.test("registration ends with 001 to 005, LUSERS and MOTD", () => {
  const network = new TestNetwork({ motd: ["Be kind."] });
  const lines = connect(network).send("NICK alice", "USER al 0 * :Alice");
  assertEquals(lines.slice(0, 4), [
    ":irc.test 001 alice :Welcome to the TestNet network, alice!~al@192.0.2.1",
    ":irc.test 002 alice :Your host is irc.test, running version ircd-test",
    ":irc.test 003 alice :This server was created " +
    "Thu, 01 Jan 2026 00:00:00 GMT",
    `:irc.test 004 alice irc.test ircd-test ${letters(USER_MODES)} ` +
    `${letters([...CHANNEL_MODES, ...PREFIX_MODES])} ` +
    letters([
      ...CHANNEL_MODES.filter(({ kind }) => kind !== "flag"),
      ...PREFIX_MODES,
    ]),
  ]);
  const codes = lines.slice(4).map((line) => line.split(" ")[1]);
  assertEquals(codes.filter((code) => code !== "005"), [
    ...["251", "252", "253", "254", "255", "265", "266"],
    ...["375", "372", "376"],
  ]);
});

Deno.test("005 says what the server supports, at most 13 tokens a line", () => {
  const lines = connect().send("NICK alice", "USER alice 0 * :Alice")
    .filter((line) => line.includes(" 005 "));
  const tokens = [
    "ACCOUNTEXTBAN=a AWAYLEN=200 BOT=B CALLERID=g CASEMAPPING=ascii " +
    "CHANLIMIT=#:100 CHANMODES=beIg,k,fHjl,CEMNORSTcimnprstuz CHANNELLEN=64 " +
    "CHANTYPES=# CHATHISTORY=1000 ELIST=CMNTU EXCEPTS=e EXTBAN=,Uajmr",
    "INVEX=I KEYLEN=32 KICKLEN=300 KNOCK MAXLIST=beIg:100 MAXTARGETS=4 " +
    "MODES=12 MONITOR=100 MSGREFTYPES=msgid,timestamp NAMELEN=150 " +
    "NETWORK=TestNet NICKLEN=30 PREFIX=(qaohv)~&@%+",
    "SAFELIST SAFERATE SILENCE=32 STATUSMSG=~&@%+ TARGMAX=JOIN:100,KICK:20,LIST:20,NAMES:20,NOTICE:4," +
    "PART:100,PRIVMSG:4,TAGMSG:4,WHOIS:20 TOPICLEN=390 USERIP USERLEN=18 " +
    "UTF8ONLY WHOX",
  ];
  assertEquals(
    lines,
    tokens.map((words) =>
      `:irc.test 005 alice ${words} :are supported by this server`
    ),
  );
});

Deno.test("without a message of the day registration ends with 422", () => {
  const lines = connect().send("NICK alice", "USER alice 0 * :Alice");
  assertEquals(lines.at(-1), ":irc.test 422 alice :MOTD file is missing");
});

const STEPS = ["PASS secret", "NICK alice", "USER alice 0 * :Alice"];

function* orders(steps: readonly string[]): Generator<string[]> {
  if (steps.length === 0) yield [];
  for (const step of steps) {
    const others = steps.filter((other) => other !== step);
    for (const rest of orders(others)) yield [step, ...rest];
  }
}

for (const order of orders(STEPS.slice(1))) {
  Deno.test(`a client that never speaks CAP: ${order.join(", ")}`, () => {
    assertEquals(connect().send(...order)[0].split(" ")[1], "001");
  });
}

for (const order of orders([...STEPS, "CAP LS 302"])) {
  const names = order.map((line) => line.split(" ")[0]).join(", ");
  if (names.indexOf("CAP") > names.lastIndexOf("USER")) continue;
  Deno.test(`registration in any order: ${names}, CAP END`, () => {
    const client = connect(new TestNetwork({ password: "secret" }));
    const codes = [...client.send(...order), ...client.send("CAP END")]
      .map((line) => line.split(" ")[1])
      .filter((code) => code !== "CAP");
    assertEquals(codes[0], "001");
  });
}

Deno.test("the last NICK and USER before the end of registration count", () => {
  const client = connect();
  const lines = client.send(
    ...["CAP LS", "NICK one", "USER one 0 * :1"],
    ...["NICK two", "USER two 0 * :2", "CAP END"],
  );
  assertEquals(
    lines[1],
    ":irc.test 001 two :Welcome to the TestNet network, two!~two@192.0.2.1",
  );
});

Deno.test("a nickname that is taken between NICK and USER is refused: 433", () => {
  const network = new TestNetwork();
  const late = connect(network);
  late.send("NICK alice");
  network.register("Alice");
  assertEquals(late.send("USER late 0 * :Late"), [
    ":irc.test 433 * alice :Nickname is already in use",
  ]);
  assertEquals(
    late.send("NICK late")[0],
    ":irc.test 001 late :Welcome to the TestNet network, late!~late@192.0.2.1",
  );
});

Deno.test("a nickname that is taken before CAP END is refused: 433", () => {
  const network = new TestNetwork();
  const late = connect(network);
  late.send("CAP LS", "NICK alice", "USER late 0 * :Late");
  network.register("alice");
  assertEquals(late.send("CAP END"), [
    ":irc.test 433 * alice :Nickname is already in use",
  ]);
  assertEquals(late.send("NICK late")[0].split(" ")[1], "001");
});

Deno.test("who is not registered yet gets no messages", () => {
  const network = new TestNetwork();
  const early = connect(network);
  early.send("NICK early");
  assertEquals(network.register("alice").send("PRIVMSG early :hello"), [
    ":irc.test 401 alice early :No such nick/channel",
  ]);
  assertEquals(early.take(), []);
});

for (
  const [address, host] of [
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["::FFFF:192.0.2.7", "192.0.2.7"],
    ["2001:db8::1", "2001:db8::1"],
    ["::1", "0::1"],
  ]
) {
  Deno.test(`a client from ${address} has the host ${host}`, () => {
    const client = new TestNetwork().connect(address);
    client.send("NICK alice", "USER alice 0 * :Alice");
    assertEquals(
      client.send("JOIN #a", "WHOIS alice", "QUIT").filter((line) =>
        / JOIN | 311 |^ERROR/.test(line)
      ),
      [
        `:alice!~alice@${host} JOIN #a`,
        `:irc.test 311 alice alice ~alice ${host} * :Alice`,
        `ERROR :Closing link: alice[${host}] (Quit)`,
      ],
    );
  });
}

Deno.test("where a listener requires SASL, who has not logged in is refused", () => {
  const network = new TestNetwork({ saslListeners: ["tor"] });
  const refused = network.connect("", false, null, "tor");
  refused.take();
  assertEquals(refused.send("NICK ann", "USER ann 0 * :Ann"), [
    ":irc.test FAIL * ACCOUNT_REQUIRED :You must log in with SASL here",
    "ERROR :Closing link: ann[tor] (You must log in with SASL here)",
  ]);
  const welcome = (listener: string, ...lines: string[]) =>
    network.connect("", false, null, listener).send(...lines)
      .some((line) => / 001 /.test(line));
  const names = ["NICK ann", "USER ann 0 * :Ann"];
  assert(welcome("office", ...names));
  assert(
    welcome(
      "tor",
      "CAP REQ sasl",
      "AUTHENTICATE PLAIN",
      `AUTHENTICATE ${btoa("\0alice\0sesame")}`,
      "NICK bob",
      "USER bob 0 * :Bob",
      "CAP END",
    ),
  );
});

Deno.test("who has no address is shown to come from what the listener is called, under +x too", () => {
  const network = new TestNetwork();
  const ann = network.connect("", false, null, "tor");
  ann.send("NICK ann", "USER ann 0 * :Ann");
  const host = () =>
    ann.send("WHOIS ann").find((line) => / 311 /.test(line))?.split(" ")[5];
  assertEquals(host(), "tor");
  ann.send("MODE ann +x");
  assertEquals(host(), "tor");
  const local = network.connect("");
  local.send("NICK bob", "USER bob 0 * :Bob");
  assertEquals(network.core.network.findUser("bob")?.host, "local");
});
