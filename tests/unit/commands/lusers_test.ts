import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../support/test_network.ts";

Deno.test("LUSERS counts users, connections that do not register, channels", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.channel("#a", "alice", "bob");
  network.connect();
  network.register("carol").send("JOIN #b", "QUIT");
  bob.send("MODE bob +i");
  assertEquals(alice.send("LUSERS"), [
    ":irc.test 251 alice :There are 1 users and 1 invisible on 1 server",
    ":irc.test 252 alice 0 :operator(s) online",
    ":irc.test 253 alice 1 :unknown connection(s)",
    ":irc.test 254 alice 1 :channels formed",
    ":irc.test 255 alice :I have 2 clients and 0 servers",
    ":irc.test 265 alice 2 3 :Current local users 2, max 3",
    ":irc.test 266 alice 2 3 :Current global users 2, max 3",
  ]);
});

Deno.test("an invisible user who has left counts no more", () => {
  const network = new TestNetwork();
  const alice = network.register("alice");
  network.register("bob").send("MODE bob +i", "QUIT");
  assertEquals(
    alice.send("LUSERS")[0],
    ":irc.test 251 alice :There are 1 users and 0 invisible on 1 server",
  );
});
