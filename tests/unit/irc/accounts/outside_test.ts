import { assert, assertEquals } from "@std/assert";
import { encodeBase64 } from "@std/encoding/base64";
import { DEFAULT_LOGIN_RULES } from "../../../../src/irc/names/login_rules.ts";
import { accountChange, accountOf } from "../../../support/records.ts";
import {
  authenticate,
  challengeIn,
  plainResponse as plain,
} from "../../../support/sasl.ts";
import { SlowNetwork } from "../../../support/slow_network.ts";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

const FAILED = ":irc.test 904 * :SASL authentication failed";

function rules(creates: boolean) {
  return {
    ...DEFAULT_LOGIN_RULES,
    authenticator: true,
    tokens: true,
    createsFor: { authenticator: creates, token: creates },
  };
}

/** A network with an authenticator, and with tokens; `ann` has an account. */
function networkWith({ creates = false } = {}): TestNetwork {
  const network = new TestNetwork({ loginRules: rules(creates) }, {}, [
    accountChange(
      "ann",
      accountOf("Ann", { passwordHash: "hash of sesame", nicks: ["annie"] }),
    ),
  ]);
  Object.assign(network.outside, {
    annspass: "ann",
    newpass: "newcomer",
    commandpass: "LIST",
    servicepass: "NickServ",
    guestpass: "Guest-1",
    badpass: "two words",
    annie: "annie",
  });
  Object.assign(network.tokens, { t1: "ann", t2: "newcomer", t3: "NickServ" });
  return network;
}

function connect(network: TestNetwork): TestClient {
  const client = network.connect().enable("sasl");
  client.take();
  return client;
}

function token(text: string, name = ""): string {
  const header = name === "" ? "n,," : `n,a=${name},`;
  return encodeBase64(`${header}\x01auth=Bearer ${text}\x01\x01`);
}

const loggedIn = (account: string) => [
  `:irc.test 900 * *!*@192.0.2.1 ${account} :You are now logged in as ${account}`,
  ":irc.test 903 * :SASL authentication successful",
];

Deno.test("who is let in by the authenticator is logged in to the account that it names", () => {
  const client = connect(networkWith());
  const lines = authenticate(client, "PLAIN", plain("a.smith", "annspass"));
  assertEquals(lines.slice(1), loggedIn("Ann"));
});

Deno.test("whom the authenticator refuses is let in by the password that is kept here", () => {
  const network = networkWith();
  const ann = connect(network);
  const right = authenticate(ann, "PLAIN", plain("ann", "sesame"));
  assertEquals(right.slice(1), loggedIn("Ann"));
  const wrong = authenticate(connect(network), "PLAIN", plain("ann", "no"));
  assertEquals(wrong.slice(1), [FAILED]);
});

Deno.test("the authenticator is told what the client shows, and where it comes from", () => {
  const network = new SlowNetwork({ loginRules: rules(false) });
  const print = "ab".repeat(32);
  const client = network.connect("192.0.2.9", true, print, "tor");
  client.enable("sasl");
  authenticate(client, "PLAIN", plain("ann", "sesame"));
  const [asked] = network.asked;
  if (asked.kind !== "check-login") throw new Error(asked.kind);
  assertEquals(asked.claim, {
    account: "ann",
    password: "sesame",
    certificate: print,
    address: "192.0.2.9",
    listener: "tor",
    secure: true,
  });
  network.answer();
  authenticate(client, "EXTERNAL", "+");
  const [next] = network.asked;
  if (next.kind !== "check-login") throw new Error(next.kind);
  assertEquals([next.claim.account, next.claim.password], [null, null]);
  assertEquals(next.passwordHash, null);
});

Deno.test("who has no account is not let in, unless accounts are made", () => {
  for (const creates of [false, true]) {
    const network = networkWith({ creates });
    const expected = creates ? loggedIn("newcomer") : [FAILED];
    const client = connect(network);
    const lines = authenticate(client, "PLAIN", plain("x", "newpass"));
    assertEquals(lines.slice(1), expected);
    const stored = network.store.read().map(({ key }) => key);
    assertEquals(stored.includes("newcomer"), creates);
    assertEquals(
      authenticate(connect(network), "PLAIN", plain("x", "newpass")).slice(1),
      expected,
    );
  }
});

Deno.test("an account that is made is verified, and has no password here", () => {
  const network = networkWith({ creates: true });
  authenticate(connect(network), "PLAIN", plain("newcomer", "newpass"));
  const account = network.core.network.records.accounts.get("newcomer");
  assertEquals(account, {
    ...accountOf("newcomer"),
    party: account?.party ?? "",
    registeredAt: network.at,
    verifiedAt: network.at,
  });
});

for (
  const password of [
    "commandpass",
    "servicepass",
    "guestpass",
    "badpass",
    "annie",
  ]
) {
  Deno.test(`no account is made for whom ${password} lets in: the name is none, or somebody's`, () => {
    const network = networkWith({ creates: true });
    const lines = authenticate(connect(network), "PLAIN", plain("x", password));
    assertEquals(lines.slice(1), [FAILED]);
    assertEquals(network.core.network.records.accounts.size, 1);
  });
}

Deno.test("an account that cannot be written is not made, and nobody is logged in", () => {
  const network = networkWith({ creates: true });
  network.canWrite = false;
  const client = connect(network);
  const lines = authenticate(client, "PLAIN", plain("x", "newpass"));
  assertEquals(lines.slice(1), [FAILED]);
  assertEquals(network.core.network.records.accounts.size, 1);
});

Deno.test("whoever has the nickname of an account that is made must give it up", () => {
  const network = networkWith({ creates: true });
  const { accountRules } = network.core.network.settings;
  network.reconfigure({
    accountRules: { ...accountRules, nicknames: "strict" },
  });
  const squatter = network.register("newcomer");
  squatter.take();
  authenticate(connect(network), "PLAIN", plain("x", "newpass"));
  assert(squatter.take().join("\n").includes(" NICK Guest-"));
});

Deno.test("IDENTIFY and PASS ask the authenticator too", () => {
  const network = networkWith();
  const zoe = network.register("zoe");
  zoe.take();
  assertEquals(zoe.send("NS IDENTIFY x annspass")[0].split(" ")[1], "900");
  const client = network.connect();
  client.take();
  assertEquals(client.send("PASS x:annspass")[0].split(" ")[1], "900");
});

Deno.test("a token logs in to the account that it is for", () => {
  const network = networkWith();
  const client = connect(network);
  assertEquals(
    authenticate(client, "OAUTHBEARER", token("t1")).slice(1),
    loggedIn("Ann"),
  );
  const named = connect(network);
  assertEquals(
    authenticate(named, "OAUTHBEARER", token("t1", "ANN")).slice(1),
    loggedIn("Ann"),
  );
});

Deno.test("a token that is for another account than named is refused, and one that is not good", () => {
  const network = networkWith();
  for (const response of [token("t1", "alice"), token("forged"), token("t2")]) {
    const client = connect(network);
    const lines = authenticate(client, "OAUTHBEARER", response);
    assertEquals(challengeIn(lines), '{"status":"invalid_token"}');
    assertEquals(authenticate(client, "AQ=="), [FAILED]);
    assertEquals(authenticate(client, "OAUTHBEARER", token("t1")).length, 3);
  }
});

Deno.test("an account is made for a token where that is set, by the same rules", () => {
  const network = networkWith({ creates: true });
  assertEquals(
    authenticate(connect(network), "OAUTHBEARER", token("t2")).slice(1),
    loggedIn("newcomer"),
  );
  const lines = authenticate(connect(network), "OAUTHBEARER", token("t3"));
  assertEquals(challengeIn(lines), '{"status":"invalid_token"}');
});

Deno.test("a token of eight thousand bytes has room, in chunks", () => {
  const network = networkWith();
  const long = "x".repeat(6000);
  network.tokens[long] = "ann";
  const text = token(long);
  const chunks = text.match(/.{1,400}/g) ?? [];
  const client = connect(network);
  assertEquals(
    authenticate(client, "OAUTHBEARER", ...chunks).slice(1),
    loggedIn("Ann"),
  );
});

Deno.test("OAUTHBEARER is there only where tokens are accepted", () => {
  const client = connect(new TestNetwork());
  const lines = authenticate(client, "OAUTHBEARER");
  assertEquals(lines[0].split(" ")[3], "SCRAM-SHA-256,PLAIN");
});

Deno.test("nothing of a token is said again", () => {
  const network = networkWith();
  const root = network.operator("root");
  root.send("MODE root +s");
  root.take();
  const client = connect(network);
  const lines = [
    ...authenticate(client, "OAUTHBEARER", token("topsecret"), "AQ=="),
    ...root.take(),
    JSON.stringify(network.logged),
  ].join("\n");
  assert(!lines.includes("topsecret"));
});
