import { assertEquals } from "@std/assert";
import { MAX_TARGETS } from "../../../src/irc/wire/limits.ts";
import { TestNetwork } from "../../support/test_network.ts";

Deno.test("USERHOST tells username and host of those who are there", () => {
  const network = new TestNetwork();
  network.register("Bob");
  assertEquals(network.register("alice").send("USERHOST alice nobody bOB"), [
    ":irc.test 302 alice :alice=+~alice@192.0.2.1 Bob=+~Bob@192.0.2.1",
  ]);
});

Deno.test("USERHOST of nobody has an empty answer", () => {
  assertEquals(new TestNetwork().register("alice").send("USERHOST nobody"), [
    ":irc.test 302 alice :",
  ]);
});

Deno.test("USERHOST looks at no more nicknames than its limit", () => {
  const network = new TestNetwork();
  const nicks = Array.from(
    { length: MAX_TARGETS.USERHOST + 1 },
    (_, i) => `n${i}`,
  );
  const [first] = nicks.map((nick) => network.register(nick));
  assertEquals(first.send(`USERHOST ${nicks.join(" ")}`), [
    ":irc.test 302 n0 :" +
    nicks.slice(0, -1).map((nick) => `${nick}=+~${nick}@192.0.2.1`).join(" "),
  ]);
});

Deno.test("USERHOST without a nickname is refused with 461", () => {
  assertEquals(new TestNetwork().register("alice").send("USERHOST"), [
    ":irc.test 461 alice USERHOST :Not enough parameters",
  ]);
});
