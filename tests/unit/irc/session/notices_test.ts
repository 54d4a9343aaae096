import { assertEquals } from "@std/assert";
import { fillNotice, inFull } from "../../../../src/irc/state/notice.ts";
import { NOTICE_KINDS } from "../../../../src/irc/modes/index.ts";
import { TestNetwork } from "../../../support/test_network.ts";

const BAN = "KLINE *@198.51.100.1 :spam";

/** What causes a notice of each kind, by other clients or by the operator. */
const CAUSES = {
  override: ["root SANICK dan dave", "root gave dan the nickname dave"],
  ban: [
    `root ${BAN}`,
    "root set a K-line of *@198.51.100.1/32: spam",
  ],
  kill: ["root KILL dan :spam", "root killed dan!~dan@192.0.2.1: spam"],
  nick: ["dan NICK dave", "dan!~dan@192.0.2.1 is now dave"],
  oper: [
    "dan OPER root wrong",
    "Failed OPER as root by dan!~dan@192.0.2.1",
  ],
  quit: ["dan QUIT :bye", "dan!~dan@192.0.2.1 has quit: Quit: bye"],
  server: ["root REHASH", "root rehashes the server"],
} as const;

for (const [kind, [cause, text]] of Object.entries(CAUSES)) {
  const { letter } = NOTICE_KINDS[kind as keyof typeof CAUSES];
  const others = Object.values(NOTICE_KINDS).map(({ letter }) => letter)
    .filter((other) => other !== letter).join("");

  Deno.test(`+s ${letter} gets what ${kind} causes, and no other letter does`, () => {
    const network = new TestNetwork();
    const root = network.operator("root");
    const near = network.operator("near");
    const far = network.operator("far");
    const dan = network.register("dan");
    near.send(`MODE near +s ${letter}`);
    far.send(`MODE far +s ${others}`);
    far.take();
    const [who, ...words] = cause.split(" ");
    const client = who === "root" ? root : dan;
    client.send(words.join(" "));
    const notice = `:irc.test NOTICE * :*** ${text}`;
    assertEquals(near.take().filter((line) => line === notice).length, 1);
    assertEquals(far.take().filter((line) => line === notice), []);
    const logged = network.logged.filter((notice) => notice.kind === kind);
    assertEquals(fillNotice(logged[logged.length - 1], inFull), text);
  });
}

Deno.test("+s c gets who connects", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  root.send("MODE root +s c");
  network.register("dan", "198.51.100.7");
  assertEquals(root.take(), [
    ":irc.test NOTICE * :*** dan!~dan@198.51.100.7 has connected",
  ]);
});

Deno.test("+s r gets whom bans keep off, before and after they say who they are", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  root.send("MODE root +s r", "DLINE 203.0.113.9 :spam", BAN);
  root.take();
  network.connect("203.0.113.9");
  network.register("dan", "198.51.100.1");
  assertEquals(root.take(), [
    ":irc.test NOTICE * :*** 203.0.113.9 is kept off by the D-line of 203.0.113.9/32",
    ":irc.test NOTICE * :*** 198.51.100.1 is kept off by the K-line of *@198.51.100.1/32",
  ]);
});

Deno.test("+s f gets who is cut off, and not who just goes", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  root.send("MODE root +s f");
  const dan = network.register("dan");
  network.register("eve").disconnect();
  const reason = "SendQ exceeded";
  network.apply({ kind: "close", session: dan.id, reason, isCutOff: true });
  assertEquals(root.take(), [
    ":irc.test NOTICE * :*** dan!~dan@192.0.2.1 is cut off: SendQ exceeded",
  ]);
});

Deno.test("+s x gets faults, without what was said", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  root.send("MODE root +s x");
  const dan = network.register("dan");
  network.core.network.countCommand = () => {
    throw new Error("broken");
  };
  dan.send("PRIVMSG root :secret");
  assertEquals(root.take(), [
    ":irc.test NOTICE * :*** A fault in line s2 PRIVMSG",
  ]);
});

Deno.test("what the shell has to say goes to those who get its kind", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  root.send("MODE root +s s");
  for (const notice of ["server", "flood"] as const) {
    network.apply({ kind: "notice", notice, text: `of ${notice}` });
  }
  assertEquals(root.take(), [":irc.test NOTICE * :*** of server"]);
});

Deno.test("who quits is not told of it, and is told of nothing after -s", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  root.send("MODE root +s q");
  assertEquals(root.send("QUIT"), [
    "ERROR :Closing link: root[192.0.2.1] (Quit)",
  ]);
  const other = network.operator("other");
  other.send("MODE other +s q", "MODE other -s");
  network.register("dan").disconnect();
  assertEquals(other.take(), []);
});

Deno.test("what clients say is marked as what is not logged", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  network.channel("#a", "dan", "eve")[0].send("QUIT :my secret");
  root.send("SAMODE #a +k secret");
  network.register("gil").send("OPER secret secret");
  const told = network.logged.map((notice) =>
    fillNotice(
      notice,
      (value) =>
        typeof value === "object" && "words" in value ? "..." : inFull(value),
    )
  );
  assertEquals(told.filter((text) => text.includes("secret")), []);
  assertEquals(told.slice(-3).filter((text) => text.includes("...")), [
    "root gave SAMODE #a ...",
    "Failed OPER as ... by gil!~gil@192.0.2.1",
  ]);
});
