import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

/** What somebody may ask about a channel, or do to it, from outside; all but JOIN. */
const COMMANDS = [
  "NAMES #a",
  "TOPIC #a",
  "TOPIC #a :mine",
  "MODE #a",
  "MODE #a b",
  "MODE #a +m",
  "MODE #a +o ann",
  "WHO #a",
  "LIST #a",
  "INVITE cat #a",
  "KICK #a ann",
  "PART #a",
  "KNOCK #a",
  "RENAME #a #z",
  "PRIVMSG #a :hi",
  "PRIVMSG @#a :hi",
  "NOTICE #a :hi",
  "TAGMSG #a",
  "REDACT #a id",
  "METADATA #a LIST",
  "METADATA #a GET color",
  "METADATA #a SET color :red",
  "METADATA #a SYNC",
  "MARKREAD #a",
] as const;

for (const mode of ["s", "p", "sp"]) {
  for (const command of COMMANDS) {
    Deno.test(`${command} answers under +${mode} as if there was no channel`, () => {
      const network = new TestNetwork();
      const [ann] = network.channel("#a", "ann");
      ann.send("TOPIC #a :About a", `MODE #a +i${mode}`);
      network.register("cat");
      const bob = network.register("bob").enable(
        "message-tags",
        "draft/message-redaction",
        "batch",
        "draft/metadata-3",
        "draft/read-marker",
      );
      ann.take();
      const answer = bob.send(command);
      const absent = bob.send(command.replace("#a", "#none"));
      assertEquals(answer, absent.map((line) => line.replace("#none", "#a")));
      assertEquals(ann.take(), []);
    });
  }
}

Deno.test("operators who spy see hidden channels", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.send("TOPIC #a :About a", "MODE #a +p");
  const root = network.operator("root");
  const answers = ["NAMES #a", "TOPIC #a", "MODE #a", "WHO #a", "LIST"]
    .map((command) => root.send(command).at(command === "LIST" ? 1 : 0));
  assertEquals(answers, [
    ":irc.test 353 root * #a :@ann",
    ":irc.test 332 root #a :About a",
    ":irc.test 324 root #a +ntp",
    ":irc.test 352 root #a ~ann 192.0.2.1 irc.test ann H@ :0 Real ann",
    ":irc.test 322 root #a 1 :About a",
  ]);
});

Deno.test("members who spy see those whom +u hides", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann", "bob");
  ann.send("MODE #a +u");
  const root = network.operator("root");
  assertEquals(root.send("JOIN #a").at(-2)?.split(" :")[1], "@ann bob root");
  network.register("cat").send("JOIN #a");
  assertEquals(root.take(), [":cat!~cat@192.0.2.1 JOIN #a"]);
});
