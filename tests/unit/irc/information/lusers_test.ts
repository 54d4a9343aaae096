import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("LUSERS counts users, operators, connections and channels", () => {
  const network = new TestNetwork();
  const ann = network.operator("ann");
  const bob = network.register("bob");
  bob.send("MODE bob +i", "JOIN #a");
  network.register("gone").send("QUIT");
  network.connect();
  ann.take();
  assertEquals(ann.send("LUSERS"), [
    ":irc.test 251 ann :There are 1 users and 1 invisible on 1 server",
    ":irc.test 252 ann 1 :operator(s) online",
    ":irc.test 253 ann 1 :unknown connection(s)",
    ":irc.test 254 ann 1 :channels formed",
    ":irc.test 255 ann :I have 2 clients and 0 servers",
    ":irc.test 265 ann 2 3 :Current local users 2, max 3",
    ":irc.test 266 ann 2 3 :Current global users 2, max 3",
  ]);
});

Deno.test("LUSERS counts no more the operator who takes off +o, or leaves", () => {
  const network = new TestNetwork();
  const [ann, bob, eve] = ["ann", "bob", "eve"].map((nick) =>
    network.operator(nick)
  );
  ann.send("MODE ann -o");
  bob.send("QUIT");
  eve.take();
  assertEquals(
    eve.send("LUSERS")[1],
    ":irc.test 252 eve 1 :operator(s) online",
  );
});

Deno.test("LUSERS takes a mask and a server, which must both be this one", () => {
  const ann = new TestNetwork().register("ann");
  const all = ann.send("LUSERS");
  assertEquals(ann.send("LUSERS *"), all);
  assertEquals(ann.send("LUSERS * irc.test"), all);
  assertEquals(ann.send("LUSERS *.au"), [
    ":irc.test 402 ann *.au :No such server",
  ]);
  assertEquals(ann.send("LUSERS * irc.other"), [
    ":irc.test 402 ann irc.other :No such server",
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
