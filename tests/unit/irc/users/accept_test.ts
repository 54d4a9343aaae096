import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

function list(...nicks: string[]): string[] {
  return [
    ...nicks.map((nick) => `:irc.test 281 ann ${nick}`),
    ":irc.test 282 ann :End of /ACCEPT list",
  ];
}

Deno.test("ACCEPT puts users on the list, takes them off and shows it", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  for (const nick of ["bob", "eve"]) network.register(nick);
  assertEquals(ann.send("ACCEPT *"), list());
  assertEquals(ann.send("ACCEPT BOB,eve"), []);
  assertEquals(ann.send("ACCEPT *"), list("bob", "eve"));
  assertEquals(ann.send("ACCEPT -Bob,*"), list("eve"));
  assertEquals(ann.send("ACCEPT -eve", "ACCEPT +bob", "ACCEPT *"), list("bob"));
});

Deno.test("ACCEPT refuses who is on the list, who is not, and who is nobody", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  network.register("bob");
  ann.send("ACCEPT bob");
  assertEquals(ann.send("ACCEPT bob,-ann,nobody,-none"), [
    ":irc.test 457 ann bob :is already on your accept list",
    ":irc.test 458 ann ann :is not on your accept list",
    ":irc.test 401 ann nobody :No such nick/channel",
    ":irc.test 401 ann none :No such nick/channel",
  ]);
  assertEquals(ann.send("ACCEPT"), [
    ":irc.test 461 ann ACCEPT :Not enough parameters",
  ]);
});

Deno.test("ACCEPT is refused with 456 on a full list", () => {
  const network = new TestNetwork({}, { accept: 1 });
  const ann = network.register("ann");
  for (const nick of ["bob", "eve"]) network.register(nick);
  assertEquals(ann.send("ACCEPT bob,eve"), [
    ":irc.test 456 ann :Accept list is full",
  ]);
  assertEquals(ann.send("ACCEPT -bob,eve,*"), list("eve"));
});

Deno.test("an accepted user who takes another nickname is accepted no more", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  const bob = network.register("bob");
  ann.send("ACCEPT bob");
  bob.send("NICK BOB");
  assertEquals(ann.send("ACCEPT *"), list("BOB"));
  bob.send("NICK rob");
  assertEquals(ann.send("ACCEPT *"), list());
});

Deno.test("an accepted user who quits leaves no place for the next with that nickname", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  const bob = network.register("bob");
  ann.send("ACCEPT bob");
  bob.send("QUIT");
  network.register("bob");
  assertEquals(ann.send("ACCEPT *"), list());
});

Deno.test("a user who takes another nickname keeps the own list", () => {
  const network = new TestNetwork();
  const bob = network.register("bob");
  network.register("eve");
  assertEquals(
    bob.send("ACCEPT eve", "NICK ann", "ACCEPT *").slice(1),
    list("eve"),
  );
});
