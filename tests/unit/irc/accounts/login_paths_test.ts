import { assert, assertEquals } from "@std/assert";
import { encodeBase64 } from "@std/encoding/base64";
import { codeFrom, pendingCode } from "../../../../src/irc/accounts/codes.ts";
import { DEFAULT_LOGIN_RULES } from "../../../../src/irc/names/login_rules.ts";
import type { Account } from "../../../../src/irc/state/account.ts";
import { accountChange, accountOf } from "../../../support/records.ts";
import {
  authenticate,
  authenticateByScram,
  plainResponse,
} from "../../../support/sasl.ts";
import { scramKeysOf } from "../../../support/scram_keys.ts";
import {
  START,
  type TestClient,
  TestNetwork,
} from "../../../support/test_network.ts";

const PRINT = "ab".repeat(32);
const OUTSIDE = "cd".repeat(32);
const CODE = codeFrom("0123456789abcdef".repeat(2));

/** Every path by which somebody can log in to the account `ann`. */
const PATHS: Readonly<Record<string, (client: TestClient) => string[]>> = {
  "SASL PLAIN": (client) =>
    authenticate(client, "PLAIN", plainResponse("ann", "sesame")),
  "SASL SCRAM-SHA-256": (client) =>
    authenticateByScram(client, "ann", "sesame"),
  "SASL EXTERNAL": (client) => authenticate(client, "EXTERNAL", "+"),
  "SASL EXTERNAL with a name": (client) =>
    authenticate(client, "EXTERNAL", encodeBase64("ann")),
  "SASL OAUTHBEARER": (client) =>
    authenticate(
      client,
      "OAUTHBEARER",
      encodeBase64("n,,\x01auth=Bearer token-of-ann\x01\x01"),
    ),
  "the authenticator, by a password": (client) =>
    authenticate(client, "PLAIN", plainResponse("x", "password outside")),
  "the authenticator, by a certificate": (client) => {
    client.network.session(client).certificate = OUTSIDE;
    return authenticate(client, "EXTERNAL", "+");
  },
  "NickServ IDENTIFY": (client) => client.send("NS IDENTIFY ann sesame"),
  "NickServ IDENTIFY by a certificate": (client) =>
    client.send("NS IDENTIFY ann"),
  "NickServ RESETPASS": (client) =>
    client.send(`NS RESETPASS ann ${CODE} open-sesame`),
  "PASS": (client) => client.send("PASS ann:sesame"),
};

/** A network where `ann` has an account, and whether a client with her certificate is logged in to it. */
function tryPath(path: string, changes: Partial<Account>): boolean {
  const ann = accountOf("ann", {
    passwordHash: "hash of sesame",
    scram: scramKeysOf("sesame"),
    certificates: [PRINT],
    pending: pendingCode("reset", CODE, "ann@example.org", START + 60_000),
    ...changes,
  });
  const loginRules = {
    ...DEFAULT_LOGIN_RULES,
    authenticator: true,
    tokens: true,
    createsFor: { authenticator: true, token: true },
  };
  const network = new TestNetwork({ loginRules }, {}, [
    accountChange("ann", ann),
  ]);
  network.tokens["token-of-ann"] = "ann";
  network.outside["password outside"] = "ann";
  network.outside[OUTSIDE] = "ann";
  const client = network.connect("192.0.2.1", true, PRINT).enable("sasl");
  const isEarly = path === "PASS";
  if (isEarly) PATHS[path](client);
  client.send("NICK zoe", "USER zoe 0 * :Zoe", "CAP END");
  if (!isEarly) PATHS[path](client);
  assertEquals(network.faults, []);
  return network.session(client).user?.account === "ann";
}

const SUSPENDED = { by: "root", at: START, until: null, reason: "spam" };

for (const path of Object.keys(PATHS)) {
  Deno.test(`${path} lets nobody in to an account that is not verified`, () => {
    assertEquals(tryPath(path, { verifiedAt: null }), false);
    assertEquals(tryPath(path, {}), true);
  });

  Deno.test(`${path} lets nobody in to an account that is suspended`, () => {
    assertEquals(tryPath(path, { suspended: SUSPENDED }), false);
    const until = START - 1;
    assertEquals(tryPath(path, { suspended: { ...SUSPENDED, until } }), true);
  });
}

/** The paths by which a password can be guessed, and a way to fail on each. */
const GUESSES: Readonly<Record<string, (client: TestClient) => void>> = {
  "SASL PLAIN": (client) =>
    authenticate(client, "PLAIN", plainResponse("ann", "wrong")),
  "SASL SCRAM-SHA-256": (client) => authenticateByScram(client, "ann", "wrong"),
  "SASL EXTERNAL": (client) =>
    authenticate(client, "EXTERNAL", encodeBase64("ann")),
  "SASL OAUTHBEARER": (client) =>
    authenticate(
      client,
      "OAUTHBEARER",
      encodeBase64("n,a=ann,\x01auth=Bearer forged\x01\x01"),
      "AQ==",
    ),
  "NickServ IDENTIFY": (client) => client.send("NS IDENTIFY ann wrong"),
  "PASS": (client) => client.send("PASS ann:wrong"),
};

/** The paths that more is not tried by. */
const TRIES = {
  "SASL PLAIN": PATHS["SASL PLAIN"],
  "SASL SCRAM-SHA-256": PATHS["SASL SCRAM-SHA-256"],
  "NickServ IDENTIFY": PATHS["NickServ IDENTIFY"],
  "PASS": PATHS["PASS"],
};

function networkWithAnn(): TestNetwork {
  const ann = accountOf("ann", {
    passwordHash: "hash of sesame",
    scram: scramKeysOf("sesame"),
  });
  const loginRules = { ...DEFAULT_LOGIN_RULES, tokens: true };
  const accounts = [{ name: "bob", passwordHash: "hash of open" }];
  return new TestNetwork({ loginRules, accounts }, {}, [
    accountChange("ann", ann),
  ]);
}

/** A connection of which nobody has heard, which can take every path. */
function connect(network: TestNetwork, path: string, address?: string) {
  const client = network.connect(address, true, PRINT).enable("sasl");
  if (path === "PASS") return client;
  const nick = `z${network.core.network.lastId}`;
  client.send(`NICK ${nick}`, `USER ${nick} 0 * :Z`, "CAP END");
  return client;
}

function isLoggedIn(network: TestNetwork, client: TestClient): boolean {
  const { registration, user } = network.session(client);
  return (user?.account ?? registration?.account ?? null) !== null;
}

for (const [path, guess] of Object.entries(GUESSES)) {
  Deno.test(`ten failures by ${path} keep a network from the account by every path, for a while`, () => {
    const network = networkWithAnn();
    for (let count = 0; count < 10; count++) guess(connect(network, path));
    for (const [other, log] of Object.entries(TRIES)) {
      const client = connect(network, other);
      log(client);
      assertEquals(isLoggedIn(network, client), false, other);
    }
    const far = connect(network, "PASS", "198.51.100.1");
    TRIES.PASS(far);
    assert(isLoggedIn(network, far));
    network.at += 600_000;
    for (const [other, log] of Object.entries(TRIES)) {
      const client = connect(network, other);
      log(client);
      assertEquals(isLoggedIn(network, client), true, other);
    }
  });
}

Deno.test("thirty failures from one network keep it from every account", () => {
  const network = networkWithAnn();
  for (let count = 0; count < 30; count++) {
    const client = connect(network, "PASS", `2001:db8::${count + 1}`);
    client.send(`PASS nobody${count}:wrong`);
  }
  const near = connect(network, "PASS", "2001:db8::ffff");
  near.send("PASS bob:open");
  assertEquals(isLoggedIn(network, near), false);
  const far = connect(network, "PASS", "2001:db8:1::1");
  far.send("PASS bob:open");
  assertEquals(isLoggedIn(network, far), true);
});

Deno.test("a mechanism that there is not is no failure: Pidgin tries eight before PLAIN", () => {
  const network = networkWithAnn();
  for (let count = 0; count < 10; count++) {
    const client = connect(network, "SASL PLAIN");
    const unknown = ["GSSAPI", "DIGEST-MD5", "CRAM-MD5", "SCRAM-SHA-1"];
    authenticate(client, ...unknown, ...unknown);
    TRIES["SASL PLAIN"](client);
    assertEquals(isLoggedIn(network, client), true);
  }
});
