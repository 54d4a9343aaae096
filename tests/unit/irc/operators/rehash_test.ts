import { assertEquals } from "@std/assert";
import { SETTINGS, TestNetwork } from "../../../support/test_network.ts";

Deno.test("REHASH asks for the configuration to be read again", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  root.take();
  assertEquals(root.send("REHASH"), [":irc.test 382 root irc.test :Rehashing"]);
  assertEquals(network.rehashes, 1);
});

Deno.test("REHASH tells operators with +s what came of it", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  root.send("MODE root +s");
  assertEquals(root.send("REHASH"), [
    ":irc.test NOTICE * :*** root rehashes the server",
    ":irc.test 382 root irc.test :Rehashing",
  ]);
  const kind = "settings";
  network.apply({ kind, settings: null, text: "line 3 is bad" });
  const settings = { ...SETTINGS, motd: ["new"] };
  network.apply({ kind, settings, text: "Rehashed" });
  assertEquals(root.take(), [
    ":irc.test NOTICE * :*** line 3 is bad",
    ":irc.test NOTICE * :*** Rehashed",
  ]);
  assertEquals(root.send("MOTD")[1], ":irc.test 372 root :- new");
});

Deno.test("REHASH is refused to those who may not", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  assertEquals(ann.send("REHASH"), [
    ":irc.test 481 ann :Permission Denied- You're not an IRC operator",
  ]);
  ann.send("OPER helper help");
  assertEquals(ann.send("REHASH"), [
    ":irc.test 723 ann rehash :Insufficient oper privileges",
  ]);
  assertEquals(network.rehashes, 0);
});
