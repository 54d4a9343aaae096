import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

const HELLO = ["NICK alice", "USER alice 0 * :Alice"];
const REFUSAL = [
  ":irc.test 464 alice :Password incorrect",
  "ERROR :Closing link: alice[192.0.2.1] (Password incorrect)",
];

function connect(password: string | null = "secret") {
  const client = new TestNetwork({ password }).connect();
  client.take();
  return client;
}

for (const password of ["secret", "two words", ":colon", "clé"]) {
  Deno.test(`PASS with the password lets one in: ${password}`, () => {
    const client = connect(password);
    const lines = client.send(`PASS :${password}`, ...HELLO);
    assertEquals(lines[0].split(" ")[1], "001");
  });
}

for (const given of ["Secret", "secre", "secret ", "secrets"]) {
  Deno.test(`a wrong password is refused with 464 and ERROR: "${given}"`, () => {
    const client = connect();
    assertEquals(client.send(`PASS :${given}`, ...HELLO), REFUSAL);
    assertEquals(client.closed, true);
  });
}

Deno.test("an empty password is none: 461", () => {
  const client = connect();
  assertEquals(client.send("PASS :"), [
    ":irc.test 461 * PASS :Not enough parameters",
  ]);
  assertEquals(client.send(...HELLO), REFUSAL);
});

Deno.test("a missing password is refused with 464 and ERROR", () => {
  const client = connect();
  assertEquals(client.send(...HELLO), REFUSAL);
  assertEquals(client.closed, true);
});

Deno.test("who is refused leaves the nickname free", () => {
  const network = new TestNetwork({ password: "secret" });
  network.connect().send(...HELLO);
  const lines = network.connect().send("PASS secret", ...HELLO);
  assertEquals(lines[1].split(" ")[1], "001");
});

Deno.test("of several PASS the last one counts", () => {
  const right = connect().send("PASS wrong", "PASS secret", ...HELLO);
  assertEquals(right[0].split(" ")[1], "001");
  assertEquals(connect().send("PASS secret", "PASS wrong", ...HELLO), REFUSAL);
});

Deno.test("PASS counts up to the end of registration, NICK first or not", () => {
  const [nick, user] = HELLO;
  const lines = connect().send(nick, "PASS secret", user);
  assertEquals(lines[0].split(" ")[1], "001");
});

Deno.test("a password that nobody asks for does no harm", () => {
  const lines = connect(null).send("PASS whatever", ...HELLO);
  assertEquals(lines[0].split(" ")[1], "001");
});

Deno.test("PASS after registration is refused with 462", () => {
  assertEquals(new TestNetwork().register("alice").send("PASS secret"), [
    ":irc.test 462 alice :You may not reregister",
  ]);
});

Deno.test("PASS without a password is refused with 461", () => {
  assertEquals(connect().send("PASS"), [
    ":irc.test 461 * PASS :Not enough parameters",
  ]);
});
