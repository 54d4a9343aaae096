import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

const THIS = ":irc.test 364 ann irc.test irc.test :0 A test server";

Deno.test("LINKS lists this server, the only one", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("LINKS"), [
    THIS,
    ":irc.test 365 ann * :End of /LINKS list",
  ]);
});

Deno.test("LINKS lists the servers that fit its mask", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("LINKS IRC.*"), [
    THIS,
    ":irc.test 365 ann IRC.* :End of /LINKS list",
  ]);
  assertEquals(ann.send("LINKS *.au"), [
    ":irc.test 365 ann *.au :End of /LINKS list",
  ]);
});

Deno.test("LINKS asks the server before the mask, which must be this one", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("LINKS irc.test *.au"), [
    ":irc.test 365 ann *.au :End of /LINKS list",
  ]);
  assertEquals(ann.send("LINKS irc.other *"), [
    ":irc.test 402 ann irc.other :No such server",
  ]);
});

Deno.test("LINKS takes an empty mask for every server", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("LINKS :"), [
    THIS,
    ":irc.test 365 ann * :End of /LINKS list",
  ]);
});
