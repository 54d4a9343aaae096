import { assert, assertEquals } from "@std/assert";
import { byteLength } from "../../../../src/irc/names/text.ts";
import { TestNetwork } from "../../../support/test_network.ts";

function connect(network = new TestNetwork()) {
  const client = network.connect();
  client.take();
  return client;
}

/** The words of a list, which may be on several lines. */
function words(lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.replace(/^.* :/, "").split(" "));
}

Deno.test("CAP LS 302 lists the capabilities with their values, on lines that tell of the next", () => {
  const lines = connect().send("CAP LS 302");
  assert(lines.slice(0, -1).every((line) => line.includes(" CAP * LS * :")));
  assert(lines.at(-1)?.includes(" CAP * LS :"));
  assert(lines.every((line) => byteLength(line) <= 510));
  const offered = words(lines);
  for (
    const name of [
      "server-time",
      "sasl=SCRAM-SHA-256,PLAIN",
      "draft/channel-rename",
    ]
  ) {
    assert(offered.includes(name), name);
  }
  assert(offered.some((word) => word.startsWith("draft/multiline=max-bytes=")));
});

Deno.test("CAP LS without 302 is one line of names", () => {
  for (const command of ["CAP LS", "CAP LS 301", "cap ls x"]) {
    const lines = connect().send(command);
    assertEquals(lines.length, 1);
    assert(lines[0].startsWith(":irc.test CAP * LS :"));
    assert(!lines[0].includes("="));
    assert(words(lines).includes("server-time"));
  }
});

Deno.test("CAP LS works for a registered user too", () => {
  const [line] = new TestNetwork().register("alice").send("CAP LS 302");
  assert(line.startsWith(":irc.test CAP alice LS * :"));
});

Deno.test("CAP LS holds registration until CAP END", () => {
  const client = connect();
  client.send("CAP LS 302");
  assertEquals(client.send("NICK alice", "USER alice 0 * :Alice"), []);
  assertEquals(client.send("CAP END")[0].split(" ")[1], "001");
});

Deno.test("CAP REQ holds registration until CAP END", () => {
  const client = connect();
  client.send("CAP REQ :multi-prefix");
  assertEquals(client.send("NICK alice", "USER alice 0 * :Alice"), []);
  assertEquals(client.send("CAP END")[0].split(" ")[1], "001");
});

Deno.test("CAP LIST does not hold registration", () => {
  const client = connect();
  assertEquals(client.send("CAP LIST"), [":irc.test CAP * LIST :"]);
  const lines = client.send("NICK alice", "USER alice 0 * :Alice");
  assertEquals(lines[0].split(" ")[1], "001");
});

Deno.test("CAP END before NICK and USER registers nobody yet", () => {
  const client = connect();
  client.send("CAP LS");
  assertEquals(client.send("CAP END", "NICK alice"), []);
  const lines = client.send("USER alice 0 * :Alice");
  assertEquals(lines[0].split(" ")[1], "001");
});

Deno.test("CAP REQ enables what it names, and CAP LIST shows it", () => {
  const client = connect();
  assertEquals(client.send("CAP REQ :multi-prefix userhost-in-names"), [
    ":irc.test CAP * ACK :multi-prefix userhost-in-names",
  ]);
  assertEquals(client.send("CAP LIST"), [
    ":irc.test CAP * LIST :multi-prefix userhost-in-names",
  ]);
});

Deno.test("CAP REQ with a hyphen disables a capability", () => {
  const client = connect();
  client.send("CAP REQ :multi-prefix userhost-in-names");
  assertEquals(client.send("CAP REQ :-multi-prefix"), [
    ":irc.test CAP * ACK :-multi-prefix",
  ]);
  assertEquals(client.send("CAP LIST"), [
    ":irc.test CAP * LIST :userhost-in-names",
  ]);
  client.send("CAP REQ -userhost-in-names");
  assertEquals(client.send("CAP LIST"), [":irc.test CAP * LIST :"]);
});

Deno.test("CAP REQ with one unknown name is refused as a whole", () => {
  const client = connect();
  assertEquals(client.send("CAP REQ :multi-prefix no-such-thing"), [
    ":irc.test CAP * NAK :multi-prefix no-such-thing",
  ]);
  assertEquals(client.send("CAP REQ :-no-such-thing"), [
    ":irc.test CAP * NAK :-no-such-thing",
  ]);
  assertEquals(client.send("CAP LIST"), [":irc.test CAP * LIST :"]);
});

Deno.test("CAP REQ works for a registered user too", () => {
  const client = new TestNetwork().register("alice");
  assertEquals(client.send("CAP REQ multi-prefix", "CAP LIST"), [
    ":irc.test CAP alice ACK :multi-prefix",
    ":irc.test CAP alice LIST :multi-prefix",
  ]);
});

Deno.test("CAP END of a registered user changes nothing", () => {
  assertEquals(new TestNetwork().register("alice").send("CAP END"), []);
});

Deno.test("an unknown CAP subcommand is refused with 410", () => {
  assertEquals(connect().send("CAP FOO"), [
    ":irc.test 410 * FOO :Invalid CAP command",
  ]);
});

Deno.test("CAP without a subcommand is refused with 461", () => {
  assertEquals(connect().send("CAP"), [
    ":irc.test 461 * CAP :Not enough parameters",
  ]);
});

Deno.test("CAP REQ of more than fits one line is answered on two, with every word", () => {
  const client = new TestNetwork().register("alice");
  for (
    const [asked, answer] of [["multi-prefix", "ACK"], ["other-prefix", "NAK"]]
  ) {
    const all = Array<string>(38).fill(asked);
    const lines = client.send(`CAP REQ :${all.join(" ")}`);
    assertEquals(lines.length, 2);
    assert(lines.every((line) => line.includes(` CAP alice ${answer} :`)));
    assertEquals(words(lines), all);
  }
  assertEquals(client.send("CAP LIST"), [
    ":irc.test CAP alice LIST :multi-prefix",
  ]);
});

Deno.test("CAP REQ is answered with the very words that it asked for", () => {
  const client = new TestNetwork().register("alice");
  assertEquals(client.send("CAP REQ :foo bar foo"), [
    ":irc.test CAP alice NAK :foo bar foo",
  ]);
});

Deno.test("CAP LS takes any version from 302 on for 302", () => {
  for (const version of ["303", "99999999999", "1".repeat(400)]) {
    const offered = words(connect().send(`CAP LS ${version}`));
    assert(offered.includes("sasl=SCRAM-SHA-256,PLAIN"), version);
  }
});

Deno.test("CAP knows its subcommands in capital letters of ASCII alone", () => {
  assertEquals(connect().send("CAP lıst"), [
    ":irc.test 410 * lıst :Invalid CAP command",
  ]);
});
