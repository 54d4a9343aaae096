import { assertEquals } from "@std/assert";
import { CAPABILITIES } from "../../../src/irc/wire/capabilities.ts";
import { TestNetwork } from "../../support/test_network.ts";

const ALL = CAPABILITIES.join(" ");

function connect(network = new TestNetwork()) {
  const client = network.connect();
  client.take();
  return client;
}

Deno.test("CAP LS lists the capabilities, before and after registration", () => {
  const network = new TestNetwork();
  assertEquals(connect(network).send("CAP LS"), [`:irc.test CAP * LS :${ALL}`]);
  assertEquals(connect(network).send("CAP LS 302"), [
    `:irc.test CAP * LS :${ALL}`,
  ]);
  assertEquals(network.register("alice").send("cap ls"), [
    `:irc.test CAP alice LS :${ALL}`,
  ]);
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

Deno.test("CAP REQ with many words is answered with whole ones, each once", () => {
  const client = new TestNetwork().register("alice");
  assertEquals(client.send(`CAP REQ :${"multi-prefix ".repeat(38)}`), [
    ":irc.test CAP alice ACK :multi-prefix",
  ]);
  const unknown = Array.from({ length: 90 }, (_, count) => `x${count}`);
  const [line] = client.send(`CAP REQ :${unknown.join(" ")}`);
  const words = line.replace(/^.* NAK :/, "").split(" ");
  assertEquals(words, unknown.slice(0, words.length));
});

Deno.test("CAP REQ is answered with the very words that it asked for", () => {
  const client = new TestNetwork().register("alice");
  assertEquals(client.send("CAP REQ :foo bar foo"), [
    ":irc.test CAP alice NAK :foo bar foo",
  ]);
});
