import { assertEquals } from "@std/assert";
import { DEFAULT_LOGIN_RULES } from "../../../../src/irc/names/login_rules.ts";
import { SlowNetwork } from "../../../support/slow_network.ts";
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

const NOT_LOGGED_IN = ":irc.test NOTICE * :*** You are not logged in. " +
  "The account or the password is wrong.";

Deno.test("PASS logs in to an account, with or without a password of the server", () => {
  for (const password of [null, "secret"]) {
    const client = connect(password);
    assertEquals(client.send("PASS ALICE:sesame"), [
      ":irc.test 900 * *!*@192.0.2.1 alice :You are now logged in as alice",
    ]);
    assertEquals(client.send(...HELLO)[0].split(" ")[1], "001");
    const user = client.network.core.network.findUser("alice");
    assertEquals(user?.account, "alice");
  }
});

Deno.test("a login that fails is said, and its PASS is no password of the server", () => {
  for (const given of ["alice:wrong", "nobody:sesame"]) {
    const open = connect(null);
    assertEquals(open.send(`PASS ${given}`), [NOT_LOGGED_IN]);
    assertEquals(open.send(...HELLO)[0].split(" ")[1], "001");
    const closed = connect();
    assertEquals(closed.send(`PASS ${given}`, ...HELLO), [
      NOT_LOGGED_IN,
      ...REFUSAL,
    ]);
  }
});

Deno.test("a password of the server with a colon is no login", () => {
  const client = connect("alice:secret");
  assertEquals(client.send("PASS alice:secret"), []);
  assertEquals(client.send(...HELLO)[0].split(" ")[1], "001");
});

for (const given of [":sesame", "alice:", "alice"]) {
  Deno.test(`"${given}" is no login`, () => {
    const client = connect(null);
    assertEquals(client.send(`PASS :${given}`), []);
  });
}

Deno.test("an account's password may have colons", () => {
  const accounts = [{ name: "ann", passwordHash: "hash of a:b:c" }];
  const client = new TestNetwork({ accounts }).connect();
  client.take();
  assertEquals(client.send("PASS ann:a:b:c")[0].split(" ")[1], "900");
});

Deno.test("where PASS may not log in, it is the password of the server alone", () => {
  const loginRules = { ...DEFAULT_LOGIN_RULES, pass: false };
  const client = new TestNetwork({ loginRules, password: "secret" }).connect();
  client.take();
  assertEquals(client.send("PASS alice:sesame", ...HELLO), REFUSAL);
});

Deno.test("who must log in may do so with PASS", () => {
  const client = new TestNetwork({ requireSasl: true }).connect();
  client.take();
  const lines = client.send("PASS alice:sesame", ...HELLO);
  assertEquals(lines[1].split(" ")[1], "001");
});

Deno.test("a client registers only when the password of its PASS is checked", () => {
  const network = new SlowNetwork({ password: "secret" });
  const client = network.connect();
  client.take();
  client.send("PASS alice:sesame", ...HELLO);
  assertEquals(client.take(), []);
  network.answer();
  const numbers = client.take().map((line) => line.split(" ")[1]);
  assertEquals(numbers.slice(0, 2), ["900", "001"]);
});

Deno.test("the third login with PASS that fails ends the connection", () => {
  const client = connect(null);
  const wrong = "PASS alice:wrong";
  assertEquals(
    client.send(wrong, wrong, wrong).at(-1),
    "ERROR :Closing link: *[192.0.2.1] (Too many failed logins)",
  );
});
