import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { encodeBase64 } from "@std/encoding/base64";
import { accountChange, accountOf } from "../../../support/records.ts";
import {
  authenticate,
  authenticateByScram,
  challengeIn,
  plainResponse,
} from "../../../support/sasl.ts";
import { scramFinal, scramKeysOf } from "../../../support/scram_keys.ts";
import { TestNetwork } from "../../../support/test_network.ts";

const FAILED = ":irc.test 904 * :SASL authentication failed";

/** A network with accounts of all kinds. */
function networkWithAccounts(): TestNetwork {
  const scram = scramKeysOf("sesame", 4096);
  return new TestNetwork({}, {}, [
    accountChange("ann", accountOf("Ann", { scram })),
    accountChange(
      "keys",
      accountOf("keys", { certificates: ["ab".repeat(32)] }),
    ),
  ]);
}

function connect(network: TestNetwork) {
  const client = network.connect().enable("sasl");
  client.take();
  return client;
}

/** What the server answers to the first message of a client. */
function answerTo(network: TestNetwork, account: string): string {
  const first = encodeBase64(`n,,n=${account},r=client`);
  return challengeIn(
    authenticate(connect(network), "SCRAM-SHA-256", first),
  );
}

function partOf(answer: string, key: string): string {
  const [, value = ""] = new RegExp(`(?:^|,)${key}=([^,]+)`).exec(answer) ?? [];
  return value;
}

Deno.test("SCRAM-SHA-256 logs in, and proves that the server has the keys", () => {
  const client = connect(networkWithAccounts());
  const lines = authenticateByScram(client, "ann", "sesame");
  assertEquals(challengeIn(lines.slice(0, 1)).slice(0, 2), "v=");
  assertEquals(lines.slice(1), [
    ":irc.test 900 * *!*@192.0.2.1 Ann :You are now logged in as Ann",
    ":irc.test 903 * :SASL authentication successful",
  ]);
});

Deno.test("SCRAM comes with the first login by a password that another program has hashed", () => {
  const passwordHash = "foreign hash of sesame";
  const network = new TestNetwork({}, {}, [
    accountChange("ann", accountOf("Ann", { passwordHash })),
  ]);
  assertEquals(authenticateByScram(connect(network), "ann", "sesame"), [
    FAILED,
  ]);
  const wrong = plainResponse("ann", "wrong");
  const refused = authenticate(connect(network), "PLAIN", wrong);
  assertEquals(refused.at(-1), FAILED);
  const kept = () => network.store.read().map(({ value }) => value);
  const account = accountOf("Ann", { passwordHash });
  assertEquals(kept(), [account]);
  authenticate(connect(network), "PLAIN", plainResponse("ann", "sesame"));
  const renewed = {
    ...account,
    passwordHash: "hash of sesame",
    scram: scramKeysOf("sesame"),
  };
  assertEquals(kept(), [renewed]);
  const lines = authenticateByScram(connect(network), "ann", "sesame");
  assertEquals(
    lines.at(-1),
    ":irc.test 903 * :SASL authentication successful",
  );
});

Deno.test("a wrong password, and an account that there is not, fail alike", () => {
  const network = networkWithAccounts();
  for (const account of ["ann", "keys", "alice", "nobody"]) {
    const client = connect(network);
    assertEquals(authenticateByScram(client, account, "wrong"), [FAILED]);
  }
});

Deno.test("an account that there is not takes the same exchange: nobody can tell", () => {
  const network = networkWithAccounts();
  const real = answerTo(network, "ann");
  // Those of the configuration have no keys, nor have those that certificates alone open.
  for (const account of ["nobody", "keys", "alice"]) {
    const answer = answerTo(network, account);
    assertEquals(partOf(answer, "i"), partOf(real, "i"));
    assertEquals(partOf(answer, "s").length, partOf(real, "s").length);
    assertEquals(partOf(answer, "r").length, partOf(real, "r").length);
    const again = answerTo(network, account.toUpperCase());
    assertEquals(partOf(again, "s"), partOf(answer, "s"));
    assertNotEquals(partOf(again, "r"), partOf(answer, "r"));
  }
  const [one, other] = ["nobody", "anybody"].map((account) =>
    partOf(answerTo(network, account), "s")
  );
  assertNotEquals(one, other);
});

Deno.test("the salt stays the same where logins have failed too often", () => {
  const network = networkWithAccounts();
  const [ann, nobody] = ["ann", "nobody"].map((account) =>
    partOf(answerTo(network, account), "s")
  );
  for (const account of ["ann", "nobody"]) {
    for (let count = 0; count < 10; count++) {
      authenticateByScram(connect(network), account, "wrong");
    }
  }
  assertEquals(partOf(answerTo(network, "ann"), "s"), ann);
  assertEquals(partOf(answerTo(network, "nobody"), "s"), nobody);
  assertEquals(authenticateByScram(connect(network), "ann", "sesame"), [
    FAILED,
  ]);
});

Deno.test("what is wrong with a message is said before 904, and counts", () => {
  const client = connect(networkWithAccounts());
  const bad = encodeBase64("n,,m=x,n=ann,r=client");
  const lines = authenticate(client, "SCRAM-SHA-256", bad);
  assertEquals(challengeIn(lines), "e=extensions-not-supported");
  assertEquals(authenticate(client, "+"), [FAILED]);
  authenticate(client, "SCRAM-SHA-256", bad, "+");
  authenticate(client, "SCRAM-SHA-256", bad, "+");
  assert(client.closed);
});

Deno.test("SCRAM-SHA-256-PLUS is offered where the client has seen a certificate of ours", () => {
  const network = networkWithAccounts();
  const binding = "ab".repeat(32);
  const secure = network.connect("192.0.2.1", true, null, "", binding);
  secure.enable("sasl").take();
  assertEquals(
    authenticate(secure, "FOO")[0].split(" ")[3],
    [
      "SCRAM-SHA-256-PLUS",
      "SCRAM-SHA-256",
      "PLAIN",
    ].join(),
  );
  assertEquals(authenticate(secure, "SCRAM-SHA-256-PLUS"), ["AUTHENTICATE +"]);
  const plain = connect(network);
  assertEquals(authenticate(plain, "SCRAM-SHA-256-PLUS").at(-1), FAILED);
});

Deno.test("an account that is deleted before the last word is logged in to no more", () => {
  const network = networkWithAccounts();
  const client = connect(network);
  const first = "n,,n=ann,r=client";
  const lines = authenticate(client, "SCRAM-SHA-256", encodeBase64(first));
  const final = scramFinal(first, challengeIn(lines), "sesame");
  const verified = authenticate(client, encodeBase64(final));
  assertEquals(challengeIn(verified).slice(0, 2), "v=");
  const { records } = network.core.network;
  records.set({ kind: "account", key: "ann", value: null });
  assertEquals(authenticate(client, "+"), [FAILED]);
});
