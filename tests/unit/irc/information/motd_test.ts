import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

const LINES = ["Be kind.", "", "100 %s"];
const MOTD = [
  ":irc.test 375 ann :- irc.test Message of the day -",
  ":irc.test 372 ann :- Be kind.",
  ":irc.test 372 ann :- ",
  ":irc.test 372 ann :- 100 %s",
  ":irc.test 376 ann :End of /MOTD command",
];

Deno.test("MOTD is answered with each line of the message of the day", () => {
  const ann = new TestNetwork({ motd: LINES }).register("ann");
  assertEquals(ann.send("MOTD"), MOTD);
});

Deno.test("MOTD is refused with ERR_NOMOTD where there is none", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("MOTD"), [":irc.test 422 ann :MOTD file is missing"]);
});

Deno.test("MOTD takes this server's name, a mask that fits it, or a nickname", () => {
  const network = new TestNetwork({ motd: LINES });
  const ann = network.register("ann");
  network.register("bob");
  for (const server of ["irc.test", "IRC.TEST", "*.test", "i?c*", "BOB", ":"]) {
    assertEquals(ann.send(`MOTD ${server}`), MOTD, server);
  }
});

Deno.test("MOTD for another server is refused with ERR_NOSUCHSERVER", () => {
  const ann = new TestNetwork({ motd: ["Be kind."] }).register("ann");
  for (const server of ["irc.other", "*.au", "nobody", "irc"]) {
    assertEquals(ann.send(`MOTD ${server}`), [
      `:irc.test 402 ann ${server} :No such server`,
    ]);
  }
});
