import { assert, assertEquals } from "@std/assert";
import { encodeBase64 } from "@std/encoding/base64";
import { plainResponse as plain } from "../../../support/sasl.ts";
import { accountChange, accountOf } from "../../../support/records.ts";
import { SlowNetwork } from "../../../support/slow_network.ts";
import { TestClient, TestNetwork } from "../../../support/test_network.ts";

const READY = "AUTHENTICATE +";
const FAILED = ":irc.test 904 * :SASL authentication failed";
const SUCCESS = ":irc.test 903 * :SASL authentication successful";
const ALICE = plain("alice", "sesame");
const WRONG = plain("alice", "wrong");

/** A connection that has asked for sasl. */
function connect(network = new TestNetwork(), ...capabilities: string[]) {
  const client = network.connect().enable("sasl", ...capabilities);
  client.take();
  return client;
}

/** A user who has asked for sasl. */
function register(network: TestNetwork, nick: string, ...more: string[]) {
  const client = network.register(nick).enable("sasl", ...more);
  client.take();
  return client;
}

/** Gives AUTHENTICATE with each parameter. */
function say(client: TestClient, ...parameters: string[]): string[] {
  return client.send(...parameters.map((param) => `AUTHENTICATE ${param}`));
}

function numbers(lines: readonly string[]): string[] {
  return lines.map((line) => line.split(" ")[1]);
}

function accountOfUser(network: TestNetwork, nick: string): string | null {
  return network.core.network.findUser(nick)?.account ?? null;
}

Deno.test("AUTHENTICATE logs in before registration, and the user has the account", () => {
  const network = new TestNetwork();
  const client = connect(network);
  assertEquals(say(client, "PLAIN"), [READY]);
  assertEquals(say(client, ALICE), [
    ":irc.test 900 * *!*@192.0.2.1 alice :You are now logged in as alice",
    SUCCESS,
  ]);
  assertEquals(
    client.send("NICK ann", "USER ann 0 * :Ann", "CAP END")[0].split(" ")[1],
    "001",
  );
  assertEquals(accountOfUser(network, "ann"), "alice");
});

Deno.test("900 tells what is known of the client", () => {
  const client = connect();
  client.send("NICK ann", "USER u 0 * :Ann");
  assertEquals(say(client, "PLAIN", ALICE), [
    READY,
    ":irc.test 900 ann ann!~u@192.0.2.1 alice :You are now logged in as alice",
    ":irc.test 903 ann :SASL authentication successful",
  ]);
});

Deno.test("a user logs in too, and those who ask for it are told", () => {
  const network = new TestNetwork();
  const [bob] = network.channel("#c", "bob", "ann");
  bob.enable("account-notify");
  const ann = network.register("eve").enable("sasl", "account-notify");
  ann.send("JOIN #c");
  ann.take();
  bob.take();
  assertEquals(say(ann, "plain", ALICE), [
    READY,
    ":irc.test 900 eve eve!~eve@192.0.2.1 alice :You are now logged in as alice",
    ":irc.test 903 eve :SASL authentication successful",
    ":eve!~eve@192.0.2.1 ACCOUNT alice",
  ]);
  assertEquals(bob.take(), [":eve!~eve@192.0.2.1 ACCOUNT alice"]);
});

Deno.test("an account is found in any case, and spelled as in the configuration", () => {
  const network = new TestNetwork();
  const ann = register(network, "ann");
  const lines = say(ann, "PLAIN", plain("bOB", "open"));
  assert(lines[1].endsWith(" Bob :You are now logged in as Bob"));
  assertEquals(accountOfUser(network, "ann"), "Bob");
});

Deno.test("there is no AUTHENTICATE without the capability", () => {
  const network = new TestNetwork();
  const unknown = "AUTHENTICATE :Unknown command";
  assertEquals(network.register("ann").send("AUTHENTICATE PLAIN"), [
    `:irc.test 421 ann ${unknown}`,
  ]);
  const client = network.connect();
  client.take();
  assertEquals(say(client, "PLAIN"), [`:irc.test 421 * ${unknown}`]);
});

Deno.test("a client that negotiates may log in without having asked for the capability", () => {
  const network = new TestNetwork();
  const client = network.connect();
  client.send("CAP LS 302");
  assertEquals(say(client, "PLAIN"), ["AUTHENTICATE +"]);
  const lines = say(client, plain("alice", "sesame"));
  assertEquals(lines.map((line) => line.split(" ")[1]), ["900", "903"]);
});

Deno.test("AUTHENTICATE needs a parameter", () => {
  assertEquals(connect().send("AUTHENTICATE"), [
    ":irc.test 461 * AUTHENTICATE :Not enough parameters",
  ]);
});

Deno.test("an unknown mechanism is refused with 908 and 904, as often as one likes", () => {
  const client = connect();
  const refusal = [
    ":irc.test 908 * SCRAM-SHA-256,PLAIN :are available SASL mechanisms",
    FAILED,
  ];
  for (const name of ["FOO", "EXTERNAL", "OAUTHBEARER", "+", ALICE, ":a b"]) {
    assertEquals(say(client, name), refusal);
  }
  assertEquals(say(client, "PLAIN"), [READY]);
});

Deno.test("a wrong password and an unknown account are refused with 904, and one may try again", () => {
  const client = connect();
  assertEquals(say(client, "PLAIN", WRONG), [READY, FAILED]);
  assertEquals(say(client, "PLAIN", plain("eve", "x")), [READY, FAILED]);
  assertEquals(numbers(say(client, "PLAIN", ALICE).slice(1)), ["900", "903"]);
});

for (
  const [what, response] of [
    ["no Base64", "!!!"],
    ["Base64 without padding", ALICE.replace(/=*$/, "")],
    ["an empty response", "+"],
    ["another account to act as", encodeBase64("Bob\0alice\0sesame")],
    ["three NULs", encodeBase64("\0alice\0sesame\0")],
  ]
) {
  Deno.test(`${what} is refused with 904`, () => {
    const client = connect();
    assertEquals(say(client, "PLAIN", response), [READY, FAILED]);
    assertEquals(say(client, "PLAIN"), [READY]);
  });
}

Deno.test("a response comes in chunks of 400 bytes", () => {
  const password = "s".repeat(400);
  const network = new TestNetwork({
    accounts: [{ name: "alice", passwordHash: `hash of ${password}` }],
  });
  const text = plain("alice", password);
  const client = connect(network);
  assertEquals(say(client, "PLAIN", text.slice(0, 400)), [READY]);
  assertEquals(numbers(say(client, text.slice(400))), ["900", "903"]);
});

Deno.test("+ follows a last chunk of 400 bytes", () => {
  const password = "s".repeat(600 - "\0alice\0".length);
  const network = new TestNetwork({
    accounts: [{ name: "alice", passwordHash: `hash of ${password}` }],
  });
  const text = plain("alice", password);
  assertEquals(text.length, 800);
  const client = connect(network);
  const chunks = [text.slice(0, 400), text.slice(400)];
  assertEquals(say(client, "PLAIN", ...chunks), [READY]);
  assertEquals(numbers(say(client, "+")), ["900", "903"]);
});

Deno.test("a parameter of more than 400 bytes is refused with 905, and ends the exchange", () => {
  const long = ":irc.test 905 * :SASL message too long";
  const client = connect();
  assertEquals(say(client, "PLAIN", "A".repeat(401)), [READY, long]);
  assertEquals(say(client, "é".repeat(201)), [long]);
  assertEquals(say(client, "PLAIN"), [READY]);
});

Deno.test("a response of more than 8,192 bytes is refused with 904, and ends the exchange", () => {
  const client = connect();
  const chunks = Array.from({ length: 20 }, () => "A".repeat(400));
  assertEquals(say(client, "PLAIN", ...chunks), [READY]);
  assertEquals(say(client, "A".repeat(400)), [FAILED]);
  assertEquals(say(client, "PLAIN"), [READY]);
});

Deno.test("* ends an exchange with 906, and the next one begins anew", () => {
  const client = connect();
  const aborted = ":irc.test 906 * :SASL authentication aborted";
  assertEquals(say(client, "*"), [aborted]);
  assertEquals(say(client, "PLAIN", "A".repeat(400), "*"), [READY, aborted]);
  assertEquals(numbers(say(client, "PLAIN", ALICE).slice(1)), ["900", "903"]);
});

Deno.test("who is logged in may log in again, to the same account or another", () => {
  const network = new TestNetwork();
  const client = connect(network);
  say(client, "PLAIN", ALICE);
  assertEquals(say(client, "PLAIN", ALICE), [
    READY,
    ":irc.test 900 * *!*@192.0.2.1 alice :You are now logged in as alice",
    SUCCESS,
  ]);
  client.enable("account-notify");
  client.send("NICK ann", "USER ann 0 * :Ann", "CAP END");
  assertEquals(say(client, "PLAIN", plain("Bob", "open")), [
    READY,
    ":irc.test 900 ann ann!~ann@192.0.2.1 Bob :You are now logged in as Bob",
    ":irc.test 903 ann :SASL authentication successful",
    ":ann!~ann@192.0.2.1 ACCOUNT Bob",
  ]);
  assertEquals(accountOfUser(network, "ann"), "Bob");
});

Deno.test("who fails to log in again, or gives that up, stays logged in", () => {
  const network = new TestNetwork();
  const client = connect(network);
  say(client, "PLAIN", ALICE, "PLAIN", WRONG, "PLAIN", "*", "FOO");
  client.send("NICK ann", "USER ann 0 * :Ann", "CAP END");
  assertEquals(accountOfUser(network, "ann"), "alice");
  assertEquals(numbers(say(client, "PLAIN", plain("Bob", "no"))).at(-1), "904");
  assertEquals(accountOfUser(network, "ann"), "alice");
});

Deno.test("who registers in the middle of an exchange is told 906 and registered without", () => {
  const network = new TestNetwork();
  const client = connect(network);
  client.send("NICK ann", "USER ann 0 * :Ann");
  say(client, "PLAIN", "A".repeat(400));
  const lines = client.send("CAP END");
  assertEquals(lines[0], ":irc.test 906 ann :SASL authentication aborted");
  assertEquals(lines[1].split(" ")[1], "001");
  assertEquals(accountOfUser(network, "ann"), null);
  assertEquals(numbers(say(client, "PLAIN", ALICE).slice(1)), ["900", "903"]);
});

Deno.test("NICK and USER do not end an exchange", () => {
  const client = connect();
  say(client, "PLAIN");
  client.send("NICK ann", "USER ann 0 * :Ann");
  assertEquals(numbers(say(client, ALICE)), ["900", "903"]);
});

Deno.test("who gives the capability back has ended the exchange", () => {
  const client = connect();
  say(client, "PLAIN");
  client.send("CAP REQ :-sasl", "CAP REQ :sasl");
  client.take();
  assertEquals(say(client, "PLAIN"), [READY]);
});

Deno.test("the third failure ends the connection, after its numeric", () => {
  const client = connect();
  const reason = "Too many SASL authentication failures";
  assertEquals(say(client, "PLAIN", WRONG, "PLAIN", "!"), [
    READY,
    FAILED,
    READY,
    FAILED,
  ]);
  assertEquals(say(client, "PLAIN", WRONG, "PLAIN"), [
    READY,
    FAILED,
    `ERROR :Closing link: *[192.0.2.1] (${reason})`,
  ]);
  assert(client.closed);
});

Deno.test("who has logged in has not failed to be that account", () => {
  const network = new TestNetwork();
  const ann = network.register("ann").enable("sasl");
  say(ann, "PLAIN", WRONG, "PLAIN", WRONG, "PLAIN", ALICE);
  ann.send("OPER root wrong", "OPER root wrong");
  assert(!ann.closed);
  ann.send("OPER root wrong");
  assert(ann.closed);
});

Deno.test("a user who fails three times quits", () => {
  const network = new TestNetwork();
  const [bob, ann] = network.channel("#c", "bob", "ann");
  ann.enable("sasl");
  for (let count = 0; count < 3; count++) say(ann, "PLAIN", WRONG);
  assertEquals(bob.take(), [
    ":ann!~ann@192.0.2.1 QUIT :Too many SASL authentication failures",
  ]);
});

Deno.test("a client registers only when its password is checked", () => {
  const network = new SlowNetwork();
  const client = connect(network);
  assertEquals(say(client, "PLAIN", ALICE), [READY]);
  client.send("NICK ann", "USER ann 0 * :Ann", "CAP END");
  assertEquals(client.take(), []);
  assertEquals(accountOfUser(network, "ann"), null);
  network.answer();
  const lines = client.take();
  assertEquals(numbers(lines).slice(0, 3), ["900", "903", "001"]);
  assertEquals(accountOfUser(network, "ann"), "alice");
});

Deno.test("after the third failure what was held is dropped", () => {
  const network = new SlowNetwork();
  const client = connect(network);
  say(client, "PLAIN", "!", "PLAIN", "!", "PLAIN", WRONG, "PLAIN", ALICE);
  network.answer();
  assertEquals(numbers(client.take()), ["904", ":Closing"]);
  assertEquals(network.asked, []);
});

Deno.test("an unknown account has a password checked too, against a hash of its own", () => {
  const network = new SlowNetwork();
  say(connect(network), "PLAIN", plain("nobody", "sesame"));
  const [check] = network.asked;
  if (check.kind !== "check-login") throw new Error(check.kind);
  assertEquals(check.claim.password, "sesame");
  const { accounts } = network.core.network.settings;
  assert(
    accounts.every(({ passwordHash }) => passwordHash !== check.passwordHash),
  );
  network.answer();
});

Deno.test("a password that was changed while it was checked is not right any more", () => {
  for (const passwordHash of ["hash of other", null]) {
    const network = new SlowNetwork();
    const client = connect(network);
    say(client, "PLAIN", ALICE);
    const bob = { name: "bob", passwordHash: "hash of open" };
    network.reconfigure({
      accounts: passwordHash === null
        ? [bob]
        : [{ name: "alice", passwordHash }],
    });
    network.answer();
    assertEquals(client.take(), [FAILED]);
  }
});

Deno.test("a client that is gone when its password is checked is told nothing", () => {
  const network = new SlowNetwork();
  const client = connect(network);
  say(client, "PLAIN", ALICE);
  client.disconnect();
  client.take();
  network.answer();
  assertEquals(client.take(), []);
});

Deno.test("the answer has the label of the last chunk, also when it comes later", () => {
  const network = new SlowNetwork();
  const capabilities = ["batch", "labeled-response"];
  const client = connect(network, ...capabilities);
  assertEquals(client.send("@label=a AUTHENTICATE PLAIN"), [
    `@label=a ${READY}`,
  ]);
  assertEquals(client.send(`@label=b AUTHENTICATE ${WRONG}`), []);
  network.answer();
  assertEquals(client.take(), [`@label=b ${FAILED}`]);
});

Deno.test("nothing of a response is said again", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  root.send("MODE root +s");
  root.take();
  const client = connect(network);
  const secret = plain("alice", "topsecret");
  const lines = [
    ...say(client, secret, "PLAIN", secret, "PLAIN", `${secret}=`),
    ...say(client, "PLAIN", secret),
    ...root.take(),
    ...root.send("STATS m", "STATS l"),
  ].join("\n");
  assert(!lines.includes("topsecret") && !lines.includes(secret.slice(0, 8)));
});

Deno.test("who loses the account in a new configuration is logged out", () => {
  const network = new TestNetwork();
  const [ann, bob] = [
    register(network, "ann", "account-notify"),
    register(network, "bob"),
  ];
  const half = connect(network);
  for (const client of [ann, half]) say(client, "PLAIN", ALICE);
  say(bob, "PLAIN", plain("bob", "open"));
  const accounts = [{ name: "BOB", passwordHash: "hash of open" }];
  network.reconfigure({ accounts });
  assertEquals(ann.take(), [
    ":irc.test 901 ann ann!~ann@192.0.2.1 :You are now logged out",
    ":ann!~ann@192.0.2.1 ACCOUNT *",
  ]);
  assertEquals(half.take(), [
    ":irc.test 901 * *!*@192.0.2.1 :You are now logged out",
  ]);
  assertEquals(bob.take(), []);
  assertEquals(accountOfUser(network, "bob"), "BOB");
  half.send("NICK half", "USER u 0 * :Half", "CAP END");
  assertEquals(accountOfUser(network, "half"), null);
  assertEquals(numbers(say(ann, "PLAIN", ALICE)).at(-1), "904");
});

Deno.test("who is logged in to an account is logged out when another one of that name takes its place", () => {
  const record = accountOf("alice", { passwordHash: "hash of sesame" });
  const network = new TestNetwork({ accounts: [] }, {}, [
    accountChange("alice", record),
  ]);
  const ann = register(network, "ann");
  const alice = [{ name: "alice", passwordHash: "hash of sesame" }];
  for (const accounts of [alice, []]) {
    say(ann, "PLAIN", ALICE);
    assertEquals(accountOfUser(network, "ann"), "alice");
    network.reconfigure({ accounts });
    assertEquals(ann.take(), [
      ":irc.test 901 ann ann!~ann@192.0.2.1 :You are now logged out",
    ]);
    assertEquals(accountOfUser(network, "ann"), null);
  }
});

Deno.test("an account that is spelled otherwise is so before registration too", () => {
  const network = new TestNetwork();
  const client = connect(network);
  say(client, "PLAIN", ALICE);
  network.reconfigure({
    accounts: [{ name: "Alice", passwordHash: "hash of new" }],
  });
  assertEquals(client.take(), []);
  client.send("NICK ann", "USER ann 0 * :Ann", "CAP END");
  assertEquals(accountOfUser(network, "ann"), "Alice");
});

Deno.test("sasl is offered where no account stands in the configuration, too", () => {
  const client = new TestNetwork({ accounts: [] }).connect();
  client.send("CAP LS 302", "CAP REQ :sasl");
  client.take();
  assertEquals(say(client, "PLAIN", ALICE), [READY, FAILED]);
});

Deno.test("who has proved to be the owner is told by 902 that the account is suspended, and nobody else", () => {
  const suspended = { by: "root", at: 0, until: null, reason: "spam" };
  const record = accountOf("bad", { passwordHash: "hash of x", suspended });
  const network = new TestNetwork({}, {}, [accountChange("bad", record)]);
  const client = connect(network);
  assertEquals(say(client, "PLAIN", plain("bad", "y")), [READY, FAILED]);
  assertEquals(say(client, "PLAIN", plain("bad", "x")), [
    READY,
    ":irc.test 902 * :The account is suspended",
  ]);
});

Deno.test("no password is right for an account that has none", () => {
  const accounts = [{ name: "alice", passwordHash: null }];
  const client = connect(new TestNetwork({ accounts }));
  assertEquals(say(client, "PLAIN", ALICE), [READY, FAILED]);
});
