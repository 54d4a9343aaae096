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
