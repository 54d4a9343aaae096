import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../support/test_network.ts";

Deno.test("MOTD shows the message of the day line by line", () => {
  const network = new TestNetwork({ motd: ["Be kind.", "", "100 %s"] });
  assertEquals(network.register("alice").send("MOTD"), [
    ":irc.test 375 alice :- irc.test Message of the day -",
    ":irc.test 372 alice :- Be kind.",
    ":irc.test 372 alice :- ",
    ":irc.test 372 alice :- 100 %s",
    ":irc.test 376 alice :End of /MOTD command",
  ]);
});

Deno.test("without a message of the day the answer is 422", () => {
  assertEquals(new TestNetwork().register("alice").send("MOTD"), [
    ":irc.test 422 alice :MOTD file is missing",
  ]);
});
