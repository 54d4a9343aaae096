import { assertEquals } from "@std/assert";
import { DEFAULT_LIMITS } from "../../../../src/irc/names/limits.ts";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("QUIT is acknowledged with ERROR, and the connection ends", () => {
  const alice = new TestNetwork().register("alice");
  assertEquals(alice.send("QUIT :gone to lunch"), [
    "ERROR :Closing link: alice[192.0.2.1] (Quit: gone to lunch)",
  ]);
  assertEquals(alice.closed, true);
});

Deno.test("QUIT before registration ends the connection", () => {
  const client = new TestNetwork().connect();
  client.take();
  assertEquals(client.send("QUIT"), [
    "ERROR :Closing link: *[192.0.2.1] (Quit)",
  ]);
  assertEquals(client.closed, true);
});

Deno.test("QUIT is seen once by each user who shares channels, however many", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.channel("#a", "alice", "bob");
  const carol = network.register("carol");
  const stranger = network.register("stranger");
  for (const client of [alice, bob, carol]) client.send("JOIN #b,#c");
  for (const client of [bob, carol]) client.take();
  alice.send("QUIT :bye");
  const quit = [":alice!~alice@192.0.2.1 QUIT :Quit: bye"];
  assertEquals(bob.take(), quit);
  assertEquals(carol.take(), quit);
  assertEquals(stranger.take(), []);
});

Deno.test("QUIT without a reason has the reason Quit", () => {
  const [alice, bob] = new TestNetwork().channel("#a", "alice", "bob");
  alice.send("QUIT");
  assertEquals(bob.take(), [":alice!~alice@192.0.2.1 QUIT :Quit"]);
});

Deno.test("a reason is shortened to its limit", () => {
  const [alice, bob] = new TestNetwork().channel("#a", "alice", "bob");
  alice.send(`QUIT :${"r".repeat(DEFAULT_LIMITS.reason + 1)}`);
  assertEquals(bob.take(), [
    `:alice!~alice@192.0.2.1 QUIT :Quit: ${"r".repeat(DEFAULT_LIMITS.reason)}`,
  ]);
});

Deno.test("a connection that goes away is seen as QUIT with the reason", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.channel("#a", "alice", "bob");
  for (const client of [alice, bob]) client.send("JOIN #b");
  for (const client of [alice, bob]) client.take();
  alice.disconnect("Connection reset by peer");
  assertEquals(bob.take(), [
    ":alice!~alice@192.0.2.1 QUIT :Connection reset by peer",
  ]);
});

Deno.test("after QUIT the nickname is free at once", () => {
  const network = new TestNetwork();
  network.register("alice").send("QUIT");
  const lines = network.connect().send("NICK alice", "USER a 0 * :A");
  assertEquals(lines[1].split(" ")[1], "001");
});

Deno.test("after QUIT nothing that the client sends counts", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.channel("#a", "alice", "bob");
  alice.send("QUIT", "PRIVMSG #a :ghost", "QUIT");
  alice.disconnect();
  assertEquals(bob.take(), [":alice!~alice@192.0.2.1 QUIT :Quit"]);
});

Deno.test("after QUIT the user is on no channel, and empty channels are gone", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.channel("#a", "alice", "bob");
  alice.send("JOIN #alone", "QUIT");
  bob.take();
  assertEquals(bob.send("NAMES #a", "MODE #alone"), [
    ":irc.test 353 bob = #a :bob",
    ":irc.test 366 bob #a :End of /NAMES list",
    ":irc.test 403 bob #alone :No such channel",
  ]);
});
