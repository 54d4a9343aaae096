import { assertEquals } from "@std/assert";
import { SlowNetwork } from "../../../support/slow_network.ts";
import { SETTINGS, TestNetwork } from "../../../support/test_network.ts";

Deno.test("OPER with the right password makes an operator, who has +o and +s", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  assertEquals(ann.send("OPER root secret"), [
    ":ann!~ann@192.0.2.1 MODE ann +os",
    ":irc.test NOTICE * :*** ann!~ann@192.0.2.1 is now an operator (admin)",
    ":irc.test 381 ann :You are now an IRC operator",
  ]);
});

Deno.test("OPER is refused with 464 for a wrong password and for an unknown name", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  const mismatch = ":irc.test 464 ann :Password incorrect";
  assertEquals(ann.send("OPER root wrong"), [mismatch]);
  assertEquals(ann.send("OPER nobody secret"), [mismatch]);
  assertEquals(ann.send("MODE ann"), [":irc.test 221 ann +"]);
  assertEquals(network.register("bob").send("OPER ROOT secret"), [
    ":irc.test 464 bob :Password incorrect",
  ]);
});

Deno.test("OPER is refused with 491 from another host, if the password is right", () => {
  const network = new TestNetwork();
  const far = network.register("far", "198.51.100.1");
  assertEquals(far.send("OPER root secret"), [
    ":irc.test 491 far :No O-lines for your host",
  ]);
  assertEquals(far.send("OPER root wrong"), [
    ":irc.test 464 far :Password incorrect",
  ]);
});

for (
  const [mask, inside, outside] of [
    ["*@192.0.2.0/25", "192.0.2.127", "192.0.2.128"],
    ["192.0.2.0/25", "192.0.2.127", "192.0.2.128"],
    ["~far@2001:db8::/64", "2001:db8::5", "2001:db8:0:1::5"],
    ["*@::1", "::1", "::2"],
    ["FAR!*@192.0.2.?", "192.0.2.1", "192.0.2.11"],
  ]
) {
  Deno.test(`an operator of ${mask} comes from ${inside}, not ${outside}`, () => {
    const { operators: [root] } = SETTINGS;
    const operators = [{ ...root, hosts: ["*@203.0.113.1", mask] }];
    const answers = [inside, outside].map((address) =>
      new TestNetwork({ operators }).register("far", address)
        .send("OPER root secret").at(-1)?.split(" ")[1]
    );
    assertEquals(answers, ["381", "491"]);
  });
}

Deno.test("OPER needs a name and a password", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("OPER root"), [
    ":irc.test 461 ann OPER :Not enough parameters",
  ]);
});

Deno.test("what a client sends while its password is checked is carried out afterwards", () => {
  const network = new SlowNetwork();
  const ann = network.register("ann");
  assertEquals(ann.send("OPER root secret", "PING one", "OPER a b"), []);
  assertEquals(ann.send("PING two", "QUIT", "PING three"), []);
  assertEquals(network.asked.length, 1);
  network.answer();
  assertEquals(ann.take().slice(2), [
    ":irc.test 381 ann :You are now an IRC operator",
    ":irc.test PONG irc.test :one",
  ]);
  network.answer();
  assertEquals(ann.take().slice(1), [
    ":irc.test 464 ann :Password incorrect",
    ":irc.test PONG irc.test :two",
    "ERROR :Closing link: ann[192.0.2.1] (Quit)",
  ]);
});

Deno.test("of what a client sends meanwhile, more than the limit is refused with 263", () => {
  const network = new SlowNetwork({}, { heldLines: 1 });
  const ann = network.register("ann");
  const bob = network.register("bob");
  assertEquals(ann.send("OPER root wrong", "PING one", "ping two", ""), [
    ":irc.test 263 ann ping :Please wait a while and try again.",
  ]);
  assertEquals(bob.send("PING one"), [":irc.test PONG irc.test :one"]);
  network.answer();
  assertEquals(ann.take(), [
    ":irc.test 464 ann :Password incorrect",
    ":irc.test PONG irc.test :one",
  ]);
});

Deno.test("OPER has a password checked for an unknown name too, against a hash of its own", () => {
  const network = new SlowNetwork();
  network.register("ann").send("OPER nobody secret");
  const [check] = network.asked;
  if (check.kind !== "check-password") throw new Error(check.kind);
  const { password, passwordHash: hash } = check;
  assertEquals(password, "secret");
  const known = network.core.network.settings.operators;
  assertEquals(known.some(({ passwordHash }) => passwordHash === hash), false);
});

Deno.test("a client that is gone when its password is checked becomes nothing", () => {
  const network = new SlowNetwork();
  const ann = network.register("ann");
  const bob = network.register("bob");
  ann.send("OPER root secret");
  ann.disconnect();
  ann.take();
  network.answer();
  assertEquals(ann.take(), []);
  assertEquals(bob.take(), []);
});

Deno.test("operators with +s are told of each OPER", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  root.send("MODE root +s");
  const bob = network.register("bob");
  bob.send("OPER root wrong", "OPER helper help");
  const far = network.register("far", "198.51.100.1");
  far.send("OPER root secret");
  assertEquals(root.take(), [
    ":irc.test NOTICE * :*** Failed OPER as root by bob!~bob@192.0.2.1",
    ":irc.test NOTICE * :*** bob!~bob@192.0.2.1 is now an operator (helper)",
    ":irc.test NOTICE * :*** Failed OPER as root by far!~far@198.51.100.1",
  ]);
});

const TOO_MANY = "Too many failed OPER attempts";

Deno.test("the third OPER that fails ends the connection, and operators with +s are told", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  const [far, bob] = network.channel("#a", "far", "bob");
  root.send("MODE root +s");
  const failed = ":irc.test 464 far :Password incorrect";
  assertEquals(far.send("OPER root a", "OPER root b"), [failed, failed]);
  root.take();
  assertEquals(far.send("OPER root c", "OPER root secret"), [
    failed,
    `ERROR :Closing link: far[192.0.2.1] (${TOO_MANY})`,
  ]);
  assertEquals(far.closed, true);
  assertEquals(bob.take(), [`:far!~far@192.0.2.1 QUIT :${TOO_MANY}`]);
  assertEquals(root.take(), [
    ":irc.test NOTICE * :*** Failed OPER as root by far!~far@192.0.2.1",
    ":irc.test NOTICE * :*** far!~far@192.0.2.1 is closed after too many failed OPER attempts",
  ]);
});

Deno.test("OPER from another host is a failure too", () => {
  const far = new TestNetwork().register("far", "198.51.100.1");
  far.send("OPER root secret", "OPER root secret", "OPER root secret");
  assertEquals(far.closed, true);
});

Deno.test("who became an operator has not failed to be that one", () => {
  const bob = new TestNetwork().register("bob");
  for (let count = 0; count < 3; count++) {
    bob.send("OPER root wrong", "OPER root again", "OPER root secret");
    assertEquals(bob.closed, false);
  }
});

Deno.test("who became an operator has failed to be another one as often as before", () => {
  const bob = new TestNetwork().register("bob");
  for (let count = 0; count < 3; count++) {
    bob.send("OPER root wrong", "OPER helper help");
  }
  assertEquals(bob.closed, true);
});

Deno.test("AUTHENTICATE and OPER are counted together", () => {
  const bob = new TestNetwork().register("bob").enable("sasl");
  bob.send("OPER root a", "AUTHENTICATE PLAIN", "AUTHENTICATE !");
  assertEquals(bob.closed, false);
  bob.send("OPER root b");
  assertEquals(bob.closed, true);
});

Deno.test("after the third failure what was held while the password was checked is dropped", () => {
  const network = new SlowNetwork();
  const ann = network.register("ann");
  ann.send("OPER root a", "OPER root b", "OPER root c", "OPER root secret");
  for (let count = 0; count < 3; count++) network.answer();
  assertEquals(ann.closed, true);
  assertEquals(network.asked, []);
});

Deno.test("OPER given again changes which operator the user is", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  assertEquals(root.send("OPER helper help"), [
    ":root!~root@192.0.2.1 MODE root +s",
    ":irc.test NOTICE * :*** root!~root@192.0.2.1 is now an operator (helper)",
    ":irc.test 381 root :You are now an IRC operator",
  ]);
  assertEquals(root.send("DIE"), [
    ":irc.test 723 root die :Insufficient oper privileges",
  ]);
});

Deno.test("who takes off +o is an operator no more and loses +s", () => {
  const network = new TestNetwork();
  const root = network.register("root");
  root.send("OPER root secret");
  assertEquals(root.send("MODE root -o"), [
    ":root!~root@192.0.2.1 MODE root -os",
  ]);
  assertEquals(root.send("DIE"), [
    ":irc.test 481 root :Permission Denied- You're not an IRC operator",
  ]);
  assertEquals(root.send("MODE root +o", "MODE root"), [
    ":irc.test 221 root +",
  ]);
});

const DIGEST = "ab".repeat(32);
const OTHER = "cd".repeat(32);
const MISMATCH = "464 ann :Password incorrect";

/** What OPER of a client comes to, on a network whose operator has what is given. */
function outcomeOf(
  operator: { passwordHash: string | null; certificate: string | null },
  shown: string | null,
  line: string,
  address = "192.0.2.1",
): string {
  const [root] = SETTINGS.operators;
  const network = new TestNetwork({ operators: [{ ...root, ...operator }] });
  const ann = network.connect(address, true, shown);
  ann.send("NICK ann", "USER ann 0 * :Ann");
  return (ann.send(line).at(-1) ?? "").replace(":irc.test ", "");
}

Deno.test("an operator with a certificate and no password needs the certificate, whatever is given", () => {
  const operator = { passwordHash: null, certificate: DIGEST };
  const made = "381 ann :You are now an IRC operator";
  assertEquals(outcomeOf(operator, DIGEST, "OPER root"), made);
  assertEquals(outcomeOf(operator, DIGEST, "OPER root whatever"), made);
  assertEquals(outcomeOf(operator, OTHER, "OPER root"), MISMATCH);
  assertEquals(outcomeOf(operator, OTHER, "OPER root secret"), MISMATCH);
  assertEquals(outcomeOf(operator, null, "OPER root secret"), MISMATCH);
  assertEquals(
    outcomeOf(operator, DIGEST, "OPER root", "198.51.100.1"),
    "491 ann :No O-lines for your host",
  );
});

Deno.test("an operator with a certificate and a password needs both", () => {
  const operator = { passwordHash: "hash of secret", certificate: DIGEST };
  assertEquals(
    outcomeOf(operator, DIGEST, "OPER root secret"),
    "381 ann :You are now an IRC operator",
  );
  assertEquals(outcomeOf(operator, DIGEST, "OPER root wrong"), MISMATCH);
  assertEquals(outcomeOf(operator, DIGEST, "OPER root"), MISMATCH);
  assertEquals(outcomeOf(operator, OTHER, "OPER root secret"), MISMATCH);
  assertEquals(outcomeOf(operator, null, "OPER root secret"), MISMATCH);
});

Deno.test("OPER without a password is refused with 461 where no certificate was shown", () => {
  const operator = { passwordHash: "hash of secret", certificate: null };
  assertEquals(
    outcomeOf(operator, null, "OPER root"),
    "461 ann OPER :Not enough parameters",
  );
  assertEquals(outcomeOf(operator, OTHER, "OPER root"), MISMATCH);
});

Deno.test("without the certificate OPER is answered once a password was checked, as for nobody", () => {
  const [root] = SETTINGS.operators;
  const operators = [{ ...root, passwordHash: null, certificate: DIGEST }];
  const network = new TestNetwork({ operators });
  const ann = network.connect("192.0.2.1", true, OTHER);
  ann.send("NICK ann", "USER ann 0 * :Ann");
  network.answers = false;
  for (const name of ["root", "nobody"]) {
    assertEquals(ann.send(`OPER ${name} x`), []);
    assertEquals(network.asked.map(({ kind }) => kind), ["check-password"]);
    network.answer();
    assertEquals(ann.take(), [`:irc.test ${MISMATCH}`]);
  }
});
