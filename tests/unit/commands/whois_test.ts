import { assertEquals } from "@std/assert";
import { START, TestNetwork } from "../../support/test_network.ts";

const SIGNON = START / 1000;

Deno.test("WHOIS tells who a user is, on which channels, and idle how long", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.channel("#a", "alice", "Bob");
  bob.send("JOIN #b");
  alice.send("MODE #a +v bob");
  alice.take();
  network.at += 5999;
  assertEquals(alice.send("WHOIS bOB"), [
    ":irc.test 311 alice Bob ~Bob 192.0.2.1 * :Real Bob",
    ":irc.test 319 alice Bob :+#a @#b",
    ":irc.test 312 alice Bob irc.test :TestNet",
    `:irc.test 317 alice Bob 5 ${SIGNON} :seconds idle, signon time`,
    ":irc.test 318 alice Bob :End of /WHOIS list",
  ]);
});

Deno.test("who is on no channel has no 319", () => {
  assertEquals(new TestNetwork().register("alice").send("WHOIS alice"), [
    ":irc.test 311 alice alice ~alice 192.0.2.1 * :Real alice",
    ":irc.test 312 alice alice irc.test :TestNet",
    `:irc.test 317 alice alice 0 ${SIGNON} :seconds idle, signon time`,
    ":irc.test 318 alice alice :End of /WHOIS list",
  ]);
});

Deno.test("WHOIS takes a server before the nickname", () => {
  const alice = new TestNetwork().register("alice");
  assertEquals(alice.send("WHOIS irc.test alice"), alice.send("WHOIS alice"));
});

Deno.test("to speak ends idleness, to ask does not", () => {
  const network = new TestNetwork();
  const alice = network.register("alice");
  network.at += 10_000;
  const idle = () => alice.send("WHOIS alice").at(-2)?.split(" ")[4];
  assertEquals(idle(), "10");
  alice.send("PING x");
  assertEquals(idle(), "10");
  alice.send("PRIVMSG alice :x");
  assertEquals(idle(), "0");
  network.at += 3000;
  alice.send("NOTICE alice :x");
  assertEquals(idle(), "0");
});

Deno.test("WHOIS does not show secret channels to those outside", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.channel("#a", "alice", "bob");
  alice.send("JOIN #b", "MODE #a +s");
  alice.take();
  bob.take();
  assertEquals(bob.send("WHOIS alice")[1], ":irc.test 319 bob alice :@#a @#b");
  assertEquals(
    network.register("carol").send("WHOIS alice")[1],
    ":irc.test 319 carol alice :@#b",
  );
});

Deno.test("of an invisible user WHOIS shows the channels one shares", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.channel("#a", "alice", "bob");
  alice.send("JOIN #b", "MODE alice +i");
  alice.take();
  bob.take();
  assertEquals(bob.send("WHOIS alice")[1], ":irc.test 319 bob alice :@#a");
  assertEquals(
    alice.send("WHOIS alice")[1],
    ":irc.test 319 alice alice :@#a @#b",
  );
});

Deno.test("with multi-prefix WHOIS shows every rank", () => {
  const [alice] = new TestNetwork().channel("#a", "alice");
  alice.send("MODE #a +v alice", "CAP REQ multi-prefix");
  alice.take();
  assertEquals(alice.send("WHOIS alice")[1], ":irc.test 319 alice alice :@+#a");
});

Deno.test("many channels take several 319, each name whole", () => {
  const alice = new TestNetwork().register("alice");
  const names = Array.from({ length: 30 }, (_, i) => `#${i}${"é".repeat(20)}`);
  for (const name of names) alice.send(`JOIN ${name}`);
  alice.take();
  const lines = alice.send("WHOIS alice").filter((line) => / 319 /.test(line));
  assertEquals(
    lines.flatMap((line) =>
      line.replace(/^.* 319 alice alice :/, "").split(" ")
    ),
    names.map((name) => `@${name}`),
  );
});

Deno.test("WHOIS of nobody is 401 and the end of the list", () => {
  assertEquals(new TestNetwork().register("alice").send("WHOIS nobody"), [
    ":irc.test 401 alice nobody :No such nick/channel",
    ":irc.test 318 alice nobody :End of /WHOIS list",
  ]);
});

Deno.test("WHOIS without a nickname is refused with 431", () => {
  assertEquals(new TestNetwork().register("alice").send("WHOIS", "WHOIS :"), [
    ":irc.test 431 alice :No nickname given",
    ":irc.test 431 alice :No nickname given",
  ]);
});
