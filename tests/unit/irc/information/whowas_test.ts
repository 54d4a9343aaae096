import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("WHOWAS tells who had a nickname and until when", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  network.register("Bob").send("QUIT");
  ann.take();
  assertEquals(ann.send("WHOWAS bob"), [
    ":irc.test 314 ann Bob ~Bob 192.0.2.1 * :Real Bob",
    ":irc.test 312 ann Bob irc.test :Thu, 01 Jan 2026 00:00:00 GMT",
    ":irc.test 369 ann bob :End of WHOWAS",
  ]);
});

Deno.test("WHOWAS knows of nicknames that were changed, and of accounts", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  const bob = network.register("bob");
  const user = network.core.network.findUser("bob");
  if (user !== undefined) user.account = "bobby";
  bob.send("NICK rob");
  ann.take();
  assertEquals(ann.send("WHOWAS bob"), [
    ":irc.test 314 ann bob ~bob 192.0.2.1 * :Real bob",
    ":irc.test 312 ann bob irc.test :Thu, 01 Jan 2026 00:00:00 GMT",
    ":irc.test 330 ann bob bobby :is logged in as",
    ":irc.test 369 ann bob :End of WHOWAS",
  ]);
});

Deno.test("WHOWAS begins with the latest, and shows no more than the count", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  for (const username of ["one", "two"]) {
    const bob = network.connect();
    bob.send("NICK bob", `USER ${username} 0 * :Bob`, "QUIT");
  }
  const found = (command: string) => {
    ann.take();
    return ann.send(command).filter((line) => line.includes(" 314 "))
      .map((line) => line.split(" ")[4]);
  };
  assertEquals(found("WHOWAS bob"), ["~two", "~one"]);
  assertEquals(found("WHOWAS bob 1"), ["~two"]);
  assertEquals(found("WHOWAS bob 2"), ["~two", "~one"]);
  for (const count of ["0", "-1", "x"]) {
    assertEquals(found(`WHOWAS bob ${count}`), ["~two", "~one"]);
  }
});

Deno.test("WHOWAS shows the real host to operators, and the hidden one to others", () => {
  const network = new TestNetwork({ userModes: "x" });
  const ann = network.register("ann");
  const root = network.operator("root");
  const bob = network.register("bob");
  const host = network.core.network.findUser("bob")?.host;
  bob.disconnect("Gone");
  for (const client of [ann, root]) client.take();
  const user = (nick: string) =>
    `:irc.test 314 ${nick} bob ~bob ${host} * :Real bob`;
  assertEquals(ann.send("WHOWAS bob").slice(0, -2), [user("ann")]);
  assertEquals(root.send("WHOWAS bob").slice(0, -2), [
    user("root"),
    ":irc.test 338 root bob 192.0.2.1 :is actually using host",
  ]);
});

Deno.test("WHOWAS of a nickname that nobody had is refused with 406", () => {
  const ann = new TestNetwork().register("ann");
  ann.take();
  assertEquals(ann.send("WHOWAS bob"), [
    ":irc.test 406 ann bob :There was no such nickname",
    ":irc.test 369 ann bob :End of WHOWAS",
  ]);
});

Deno.test("WHOWAS without a nickname is refused with 461", () => {
  const ann = new TestNetwork().register("ann");
  ann.take();
  assertEquals(ann.send("WHOWAS"), [
    ":irc.test 461 ann WHOWAS :Not enough parameters",
  ]);
});

Deno.test("WHOWAS forgets the oldest where there are too many", () => {
  const network = new TestNetwork({}, { whowas: 1 });
  const ann = network.register("ann");
  for (const nick of ["bob", "cat"]) network.register(nick).send("QUIT");
  ann.take();
  assertEquals(ann.send("WHOWAS bob")[0].split(" ")[1], "406");
  assertEquals(ann.send("WHOWAS cat")[0].split(" ")[1], "314");
});
