import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../support/test_network.ts";

Deno.test("ISUPPORT is answered with the tokens that registration was answered with", () => {
  const client = new TestNetwork().connect();
  const welcome = client.send("NICK ann", "USER ann 0 * :Ann");
  assertEquals(
    client.send("ISUPPORT"),
    welcome.filter((line) => line.startsWith(":irc.test 005 ann ")),
  );
});

Deno.test("ISUPPORT before registration is refused with ERR_NOTREGISTERED", () => {
  const client = new TestNetwork().connect();
  client.take();
  assertEquals(client.send("ISUPPORT"), [
    ":irc.test 451 * :You have not registered",
  ]);
});
