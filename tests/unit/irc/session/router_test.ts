import { assertEquals } from "@std/assert";
import {
  MAX_LINE_BYTES,
  MAX_TAGS_BYTES,
} from "../../../../src/irc/wire/message.ts";
import { COMMANDS } from "../../../../src/irc/protocol.ts";
import { TestNetwork } from "../../../support/test_network.ts";

const BODY = MAX_LINE_BYTES - 2;

Deno.test("an unknown command is refused with 421, registered or not", () => {
  const network = new TestNetwork();
  const client = network.connect();
  client.take();
  assertEquals(client.send("FOO bar"), [
    ":irc.test 421 * FOO :Unknown command",
  ]);
  assertEquals(network.register("alice").send("foo", "001 x"), [
    ":irc.test 421 alice foo :Unknown command",
    ":irc.test 421 alice 001 :Unknown command",
  ]);
});

Deno.test("a command is known in every case of its ASCII letters", () => {
  const alice = new TestNetwork().register("alice");
  assertEquals(alice.send("ping a", "PiNg b"), [
    ":irc.test PONG irc.test :a",
    ":irc.test PONG irc.test :b",
  ]);
});

for (
  const command of ["jo\u0131n #a", "pa\u00df x", "lu\u017fers"]
) {
  Deno.test(`letters that are not ASCII make another command: ${command}`, () => {
    assertEquals(new TestNetwork().register("alice").send(command), [
      `:irc.test 421 alice ${command.split(" ")[0]} :Unknown command`,
    ]);
  });
}

for (const command of COMMANDS.values()) {
  const { name, parameters, registered, capability } = command;
  if (capability !== undefined) {
    Deno.test(`${name} is unknown without ${capability}: 421`, () => {
      assertEquals(new TestNetwork().register("alice").send(name), [
        `:irc.test 421 alice ${name} :Unknown command`,
      ]);
    });
  } else if (registered) {
    Deno.test(`${name} before registration is refused with 451`, () => {
      const client = new TestNetwork().connect();
      client.take();
      assertEquals(client.send(name, `${name} a b c d`), [
        ":irc.test 451 * :You have not registered",
        ":irc.test 451 * :You have not registered",
      ]);
    });
  }
  if (parameters > 0 && capability === undefined) {
    Deno.test(`${name} with too few parameters is refused with 461`, () => {
      const line = [name, ..."x".repeat(parameters - 1)].join(" ");
      assertEquals(new TestNetwork().register("alice").send(line), [
        `:irc.test 461 alice ${name} :Not enough parameters`,
      ]);
    });
  }
}

Deno.test("empty lines are ignored, and lines without a command", () => {
  const network = new TestNetwork();
  const client = network.connect();
  client.take();
  const lines = ["", "  ", ":alice", "@tag", "@tag :alice", "\r", "\0"];
  assertEquals(client.send(...lines), []);
  assertEquals(network.register("alice").send(...lines), []);
});

Deno.test("a source that a client gives does not count", () => {
  const [alice, bob] = new TestNetwork().channel("#a", "alice", "bob");
  alice.send(":bob!~bob@192.0.2.1 PRIVMSG #a :not bob");
  assertEquals(bob.take(), [":alice!~alice@192.0.2.1 PRIVMSG #a :not bob"]);
});

Deno.test("tags that a client gives are not passed on", () => {
  const [alice, bob] = new TestNetwork().channel("#a", "alice", "bob");
  alice.send("@+typing=active;time=x PRIVMSG #a :hello");
  assertEquals(bob.take(), [":alice!~alice@192.0.2.1 PRIVMSG #a :hello"]);
});

Deno.test("a line over 512 bytes is refused with 417, and the session goes on", () => {
  const [alice, bob] = new TestNetwork().channel("#a", "alice", "bob");
  const text = (bytes: number) => "x".repeat(bytes - "PRIVMSG bob :".length);
  assertEquals(alice.send(`PRIVMSG bob :${text(BODY + 1)}`), [
    ":irc.test 417 alice :Input line was too long",
  ]);
  assertEquals(bob.take(), []);
  assertEquals(alice.send(`PRIVMSG bob :${text(BODY)}`), []);
  assertEquals(bob.take().length, 1);
});

Deno.test("tags over 4096 bytes are refused with 417", () => {
  const alice = new TestNetwork().register("alice");
  const tags = `@${"t".repeat(MAX_TAGS_BYTES - 2)}`;
  assertEquals(alice.send(`${tags}t PING x`), [
    ":irc.test 417 alice :Input line was too long",
  ]);
  assertEquals(alice.send(`${tags} PING :${"x".repeat(400)}`), [
    `:irc.test PONG irc.test :${"x".repeat(400)}`,
  ]);
});

Deno.test("417 names a client before registration *", () => {
  const client = new TestNetwork().connect();
  client.take();
  assertEquals(client.send("x".repeat(BODY + 1)), [
    ":irc.test 417 * :Input line was too long",
  ]);
});

Deno.test("a line that is no UTF-8 is dropped with FAIL INVALID_UTF8", () => {
  const [alice, bob] = new TestNetwork().channel("#a", "alice", "bob");
  const text =
    ":The line was dropped: this network takes UTF-8 and nothing else";
  assertEquals(alice.send("PRIVMSG #a :\udc80"), [
    `:irc.test FAIL PRIVMSG INVALID_UTF8 ${text}`,
  ]);
  assertEquals(alice.send("\udc80 x", "@\udc80 \udc80"), [
    `:irc.test FAIL * INVALID_UTF8 ${text}`,
    `:irc.test FAIL * INVALID_UTF8 ${text}`,
  ]);
  assertEquals(alice.send("\udc80".repeat(300)), [
    `:irc.test FAIL * INVALID_UTF8 ${text}`,
  ]);
  assertEquals(bob.take(), []);
});

for (
  const method of [
    "GET",
    "HEAD",
    "POST",
    "PUT",
    "DELETE",
    "OPTIONS",
    "PATCH",
    "TRACE",
  ]
) {
  Deno.test(`${method} before registration ends the connection: a web page makes nobody join`, () => {
    const network = new TestNetwork();
    const client = network.connect();
    client.take();
    const lines = client.send(
      `${method} / HTTP/1.1`,
      "NICK page",
      "USER page 0 * :Page",
    );
    assertEquals(lines, ["ERROR :This is no web server"]);
    assertEquals(client.closed, true);
    assertEquals(network.core.network.users.size, 0);
    // What is refused for its length or its bytes is such a word all the same.
    for (const path of ["a".repeat(600), "\udc80", "a".repeat(8000)]) {
      const other = network.connect();
      other.take();
      assertEquals(other.send(`${method} /${path} HTTP/1.1`, "NICK page"), [
        "ERROR :This is no web server",
      ]);
    }
    const alice = network.register("alice");
    assertEquals(alice.send(`${method} /`), [
      `:irc.test 421 alice ${method} :Unknown command`,
    ]);
  });
}
