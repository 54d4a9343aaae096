import { assertEquals } from "@std/assert";
import { accountChange, accountOf } from "../../../../support/records.ts";
import { tellNickServ } from "../../../../support/talking.ts";
import { TestNetwork } from "../../../../support/test_network.ts";

const [OWN, OTHER, THIRD] = ["ab", "cd", "ef"].map((two) => two.repeat(32));

function start(certificate: string | null = OWN) {
  const network = new TestNetwork({}, { accountCertificates: 2 }, [
    accountChange("ann", accountOf("Ann")),
    accountChange("eve", accountOf("eve", { certificates: [THIRD] })),
  ]);
  const zoe = network.connect("192.0.2.1", true, certificate);
  zoe.send("NICK zoe", "USER zoe 0 * :Zoe");
  network.logIn("zoe", "Ann");
  return { network, zoe };
}

Deno.test("CERT ADD takes the certificate of the client, or one that is named as tools print it", () => {
  const { network, zoe } = start();
  assertEquals(tellNickServ(zoe, "CERT LIST"), [
    "No certificate opens your account.",
  ]);
  assertEquals(tellNickServ(zoe, "CERT ADD"), [
    `The certificate ${OWN} opens it now.`,
  ]);
  const printed = OTHER.toUpperCase().replace(/(..)(?!$)/g, "$1:");
  assertEquals(tellNickServ(zoe, `cert add ${printed}`), [
    `The certificate ${OTHER} opens it now.`,
  ]);
  assertEquals(tellNickServ(zoe, "CERT LIST").slice(1), [OWN, OTHER]);
  const { index } = network.core.network.records;
  assertEquals(index.certificates.get(OWN), "ann");
});

Deno.test("CERT ADD takes no certificate twice, of two accounts, or beyond the limit", () => {
  const { zoe } = start();
  tellNickServ(zoe, "CERT ADD");
  assertEquals(tellNickServ(zoe, "CERT ADD"), [
    "That certificate opens your account already.",
  ]);
  assertEquals(tellNickServ(zoe, `CERT ADD ${THIRD}`), [
    "That certificate opens another account.",
  ]);
  tellNickServ(zoe, `CERT ADD ${OTHER}`);
  assertEquals(tellNickServ(zoe, `CERT ADD ${"12".repeat(32)}`), [
    "At most 2 certificates open an account.",
  ]);
});

Deno.test("who shows a certificate has it: another account loses it, and its user is told", () => {
  const { network, zoe } = start(THIRD);
  const eve = network.register("mallory");
  network.logIn("mallory", "eve");
  eve.take();
  // It is not enough to name it, whoever has shown it elsewhere.
  network.session(zoe).certificate = OWN;
  assertEquals(tellNickServ(zoe, `CERT ADD ${THIRD}`), [
    "That certificate opens another account.",
  ]);
  network.session(zoe).certificate = THIRD;
  assertEquals(tellNickServ(zoe, "CERT ADD"), [
    `The certificate ${THIRD} opens it now, and eve no more.`,
  ]);
  assertEquals(eve.take(), [
    ":NickServ!NickServ@irc.test NOTICE mallory :The certificate " +
    `${THIRD} opens your account no more: who has shown it has added it to ` +
    "another one.",
  ]);
  const { accounts, index } = network.core.network.records;
  assertEquals(accounts.get("eve")?.certificates, []);
  assertEquals(accounts.get("ann")?.certificates, [THIRD]);
  assertEquals(index.certificates.get(THIRD), "ann");
});

Deno.test("where a certificate cannot be moved, it stays where it is", () => {
  const { network, zoe } = start(THIRD);
  network.canWrite = false;
  tellNickServ(zoe, "CERT ADD");
  const { accounts, index } = network.core.network.records;
  assertEquals(accounts.get("eve")?.certificates, [THIRD]);
  assertEquals(index.certificates.get(THIRD), "eve");
});

Deno.test("CERT ADD takes no certificate from an account of the configuration", () => {
  const account = { name: "alice", passwordHash: null, certificates: [OWN] };
  const network = new TestNetwork({ accounts: [account] }, {}, [
    accountChange("ann", accountOf("Ann")),
  ]);
  const zoe = network.connect("192.0.2.1", true, OWN);
  zoe.send("NICK zoe", "USER zoe 0 * :Zoe");
  network.logIn("zoe", "Ann");
  assertEquals(tellNickServ(zoe, "CERT ADD"), [
    "That certificate opens another account.",
  ]);
});

Deno.test("CERT ADD wants a certificate", () => {
  const { zoe } = start(null);
  assertEquals(tellNickServ(zoe, "CERT ADD"), [
    "Your client has shown no certificate: name one.",
  ]);
  assertEquals(tellNickServ(zoe, "CERT ADD abc"), [
    "A fingerprint has 64 hexadecimal digits.",
  ]);
  assertEquals(tellNickServ(zoe, "CERT FROB"), [
    "Syntax: CERT ADD [<fingerprint>] | DEL <fingerprint> | LIST",
  ]);
});

Deno.test("CERT DEL takes one away", () => {
  const { network, zoe } = start();
  tellNickServ(zoe, "CERT ADD");
  assertEquals(tellNickServ(zoe, `CERT DEL ${OTHER}`), [
    "No such certificate opens your account.",
  ]);
  assertEquals(tellNickServ(zoe, `CERT DEL ${OWN.toUpperCase()}`), [
    `The certificate ${OWN} opens it no more.`,
  ]);
  const { accounts } = network.core.network.records;
  assertEquals(accounts.get("ann")?.certificates, []);
  assertEquals(tellNickServ(zoe, "CERT DEL"), [
    "No such certificate opens your account.",
  ]);
});
