import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("ADMIN is answered with where the server is, who runs it and their address", () => {
  const admin = ["A cellar in Paris", "The test crew", "crew@irc.test"];
  const ann = new TestNetwork({ admin }).register("ann");
  assertEquals(ann.send("ADMIN"), [
    ":irc.test 256 ann irc.test :Administrative info",
    ":irc.test 257 ann :A cellar in Paris",
    ":irc.test 258 ann :The test crew",
    ":irc.test 259 ann :crew@irc.test",
  ]);
});

Deno.test("ADMIN leaves out what the configuration does not say", () => {
  const ann = new TestNetwork({ admin: ["Paris"] }).register("ann");
  assertEquals(ann.send("ADMIN irc.test"), [
    ":irc.test 256 ann irc.test :Administrative info",
    ":irc.test 257 ann :Paris",
  ]);
});

Deno.test("ADMIN is refused with ERR_NOADMININFO where there is none", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("ADMIN"), [
    ":irc.test 423 ann irc.test :No administrative info available",
  ]);
});

Deno.test("ADMIN for another server is refused with ERR_NOSUCHSERVER", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("ADMIN irc.other"), [
    ":irc.test 402 ann irc.other :No such server",
  ]);
});
