import { assert, assertEquals } from "@std/assert";
import { COMMANDS } from "../../../src/irc/protocol.ts";
import { MAX_LINE_BYTES, parseMessage } from "../../../src/irc/wire/message.ts";
import { DEFAULT_LIMITS } from "../../../src/irc/names/limits.ts";
import { type TestClient, TestNetwork } from "../../support/test_network.ts";

const decoder = new TextDecoder("utf-8", { fatal: true });
const LONG_NICK = "é".repeat(DEFAULT_LIMITS.nickname);
const LONG_CHANNEL = `#${"é".repeat(DEFAULT_LIMITS.channelName - 1)}`;

/** Everything that came, each line checked for what holds of all lines. */
function takeLines(client: TestClient): string[] {
  const written = client.received.splice(0);
  for (const bytes of written) {
    assert(bytes.length <= MAX_LINE_BYTES, `${bytes.length} bytes`);
    const line = decoder.decode(bytes);
    assert(/^[^\0\r\n]+\r\n$/.test(line), JSON.stringify(line));
  }
  return written.map((bytes) => decoder.decode(bytes).slice(0, -2));
}

/** A numeric has a target, and at most 15 parameters, none but the last empty. */
function assertWellFormed(line: string, target: string, from: string): void {
  const match = /^:irc\.test \d{3} (\S+)((?: [^: ][^ ]*)*)( :.*)?$/u.exec(line);
  assertEquals(match?.[1], target, `${from} -> ${line}`);
  assert((parseMessage(line)?.params.length ?? 0) <= 15, `${from} -> ${line}`);
}

const ODD = ["", " ", ":", "::", ": :", "::x", "a b", " a", "#", "#a b", "#a :"]
  .concat([",", ",,", "#,", "*", "?", "!", "@", "\\", "#a\tb", "+", "-", "0"]);

for (const name of COMMANDS.keys()) {
  if (name === "QUIT" || name === "PONG") continue;
  Deno.test(`${name}: numerics are well formed whatever the parameters`, () => {
    for (const registered of [true, false]) {
      const network = new TestNetwork();
      const [alice] = network.channel("#a", "alice", "bob");
      const client = registered ? alice : network.connect();
      client.take();
      for (
        const before of ["", "#a ", "alice ", "#a +k ", "#a +b ", "0 * 0 "]
      ) {
        for (const odd of ODD) {
          const line = `${name} ${before}:${odd}`;
          const target = () =>
            client.network.core.network.sessions
              .get(client.id)?.target ?? "";
          const old = target();
          client.send();
          network.apply({ kind: "line", session: client.id, text: line });
          for (const answer of takeLines(client)) {
            if (!/^\S+ \d{3} /.test(answer)) continue;
            const named = answer.split(" ")[2];
            assertWellFormed(answer, named === old ? old : target(), line);
          }
        }
      }
    }
  });
}

for (
  const [line, ...expected] of [
    ["NICK :a b", ":irc.test 432 alice a :Erroneous nickname"],
    ["MODE :", ":irc.test 461 alice MODE :Not enough parameters"],
    ["JOIN :#a b", ":irc.test 403 alice #a :No such channel"],
    [
      "WHOIS ::x",
      ":irc.test 401 alice x :No such nick/channel",
      ":irc.test 318 alice x :End of /WHOIS list",
    ],
    ["CAP : x", ":irc.test 410 alice x :Invalid CAP command"],
    [
      "MODE #none ::",
      ":irc.test 403 alice #none :No such channel",
    ],
    ["WHO :a b", ":irc.test 315 alice a :End of WHO list"],
    ["NAMES :: x", ":irc.test 366 alice * :End of /NAMES list"],
    ["INVITE ::x #a", ":irc.test 461 alice INVITE :Not enough parameters"],
  ]
) {
  Deno.test(`${line} is answered with one well-formed line each`, () => {
    assertEquals(new TestNetwork().register("alice").send(line), expected);
  });
}

Deno.test("NUL, CR and LF inside a line never reach a client", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.channel("#a", "alice", "bob");
  for (const control of ["\0", "\r", "\n", "\r\n"]) {
    const text = `x${control}PRIVMSG bob :y`;
    for (
      const line of [
        `PRIVMSG #a :${text}`,
        `NOTICE bob :${text}`,
        `TOPIC #a :${text}`,
        `MODE #a +k a${control}b`,
        `MODE #a +b a${control}b`,
        `NICK al${control}ice`,
        `PART #a :${text}`,
        `JOIN #a${control} key`,
        `PING :${text}`,
        `CAP REQ :${text}`,
        `WHOIS a${control}b`,
        `FOO${control}BAR`,
      ]
    ) network.apply({ kind: "line", session: alice.id, text: line });
    assert(takeLines(alice).length > 0);
    assert(takeLines(bob).length > 0);
    bob.send("JOIN #a", "MODE #a -k key");
    alice.send("JOIN #a");
    bob.take();
  }
  const carol = network.connect();
  carol.send("NICK carol", "USER ca\0r\rol 0 * :Ca\r\nrol");
  network.apply({ kind: "line", session: alice.id, text: "WHOIS carol" });
  assertEquals(
    takeLines(alice)[0],
    ":irc.test 311 alice carol ~carol 192.0.2.1 * :Carol",
  );
});

Deno.test("what would be over 512 bytes is cut between characters", () => {
  const network = new TestNetwork();
  const [long, bob] = network.channel(LONG_CHANNEL, LONG_NICK, "bob");
  const source = `:${LONG_NICK}!${
    bob.send(`WHOIS ${LONG_NICK}`)[0].split(" ")[4]
  }@192.0.2.1`;
  const text = "é".repeat(180);
  for (const command of ["PRIVMSG", "NOTICE"]) {
    long.send(`${command} ${LONG_CHANNEL} :${text}`);
    const [line] = takeLines(bob);
    const start = `${source} ${command} ${LONG_CHANNEL} :`;
    assert(line.startsWith(start) && text.startsWith(line.slice(start.length)));
    assert(new TextEncoder().encode(line).length >= MAX_LINE_BYTES - 3);
  }
});

Deno.test("no line is over 512 bytes, however long the names", () => {
  const network = new TestNetwork({ motd: ["日".repeat(300)] });
  const [long, bob] = network.channel(LONG_CHANNEL, LONG_NICK, "bob");
  const text = "é".repeat(120);
  const lines = [
    `TOPIC ${LONG_CHANNEL} :${text}`,
    `TOPIC ${LONG_CHANNEL}`,
    `MODE ${LONG_CHANNEL} +b ${"日".repeat(60)}`,
    `MODE ${LONG_CHANNEL} b`,
    `MODE ${LONG_CHANNEL} +k ${"日".repeat(10)}`,
    `MODE ${LONG_CHANNEL} +v ${LONG_NICK}`,
    `MODE ${LONG_CHANNEL}`,
    `NAMES ${LONG_CHANNEL}`,
    `WHO ${LONG_CHANNEL}`,
    `WHOIS ${LONG_NICK}`,
    `USERHOST ${LONG_NICK} bob ${LONG_NICK}`,
    `ISON ${LONG_NICK} ${LONG_NICK} ${LONG_NICK}`,
    "MOTD",
    `PING :${"é".repeat(250)}`,
    `CAP REQ :${"multi-prefix ".repeat(38)}`,
    "é".repeat(255),
    `INVITE ${LONG_NICK} ${LONG_CHANNEL}`,
    `KICK ${LONG_CHANNEL} bob :${text}`,
    `PART ${LONG_CHANNEL} :${text}`,
    `JOIN ${LONG_CHANNEL}`,
    `QUIT :${text}`,
  ];
  for (const line of lines) {
    network.apply({ kind: "line", session: long.id, text: line });
    assert(takeLines(long).length > 0, line);
  }
  assert(takeLines(bob).length > 0);
});
