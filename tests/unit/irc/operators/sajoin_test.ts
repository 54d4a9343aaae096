import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("SAJOIN makes a user join, whatever keeps others out", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.send("MODE #a +ilkb 1 key *!*@*", "TOPIC #a :hello");
  ann.take();
  const bob = network.register("bob");
  const root = network.operator("root");
  root.take();
  assertEquals(root.send("SAJOIN BOB #A"), []);
  assertEquals(bob.take(), [
    ":bob!~bob@192.0.2.1 JOIN #a",
    ":irc.test 332 bob #a :hello",
    ":irc.test 333 bob #a ann!~ann@192.0.2.1 1767225600",
    ":irc.test 353 bob = #a :@ann bob",
    ":irc.test 366 bob #a :End of /NAMES list",
  ]);
  assertEquals(ann.take(), [":bob!~bob@192.0.2.1 JOIN #a"]);
});

Deno.test("SAJOIN creates the channel where there is none", () => {
  const network = new TestNetwork();
  const bob = network.register("bob");
  network.operator("root").send("SAJOIN bob #new");
  assertEquals(bob.take(), [
    ":bob!~bob@192.0.2.1 JOIN #new",
    ":irc.test 353 bob = #new :@bob",
    ":irc.test 366 bob #new :End of /NAMES list",
  ]);
});

Deno.test("SAJOIN tells operators with +s", () => {
  const network = new TestNetwork();
  network.register("bob");
  const root = network.operator("root");
  root.send("MODE root +s");
  assertEquals(root.send("SAJOIN bob #a"), [
    ":irc.test NOTICE * :*** root made bob join #a",
  ]);
});

Deno.test("SAJOIN refuses unknown users, bad names and members", () => {
  const network = new TestNetwork();
  network.channel("#a", "ann");
  const root = network.operator("root");
  root.take();
  assertEquals(root.send("SAJOIN nobody #a"), [
    ":irc.test 401 root nobody :No such nick/channel",
  ]);
  assertEquals(root.send("SAJOIN ann nowhere"), [
    ":irc.test 403 root nowhere :No such channel",
  ]);
  assertEquals(root.send("SAJOIN ann #a"), [
    ":irc.test 443 root ann #a :is already on channel",
  ]);
  assertEquals(root.send("SAJOIN ann"), [
    ":irc.test 461 root SAJOIN :Not enough parameters",
  ]);
});

Deno.test("SAJOIN is refused to those who may not", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("SAJOIN ann #a"), [
    ":irc.test 481 ann :Permission Denied- You're not an IRC operator",
  ]);
});
