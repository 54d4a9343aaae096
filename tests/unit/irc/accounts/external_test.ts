import { assert, assertEquals } from "@std/assert";
import { encodeBase64 } from "@std/encoding/base64";
import { DEFAULT_LOGIN_RULES } from "../../../../src/irc/names/login_rules.ts";
import { accountChange, accountOf } from "../../../support/records.ts";
import { authenticate } from "../../../support/sasl.ts";
import { TestNetwork } from "../../../support/test_network.ts";

const PRINT = "ab".repeat(32);
const OTHER = "cd".repeat(32);
const FAILED = ":irc.test 904 * :SASL authentication failed";

function networkWithAccounts(): TestNetwork {
  const accounts = [
    { name: "alice", passwordHash: null, certificates: [OTHER] },
    { name: "Bob", passwordHash: "hash of open" },
  ];
  return new TestNetwork({ accounts }, {}, [
    accountChange("ann", accountOf("Ann", { certificates: [PRINT] })),
  ]);
}

/** A connection over TLS whose client has shown a certificate. */
function connect(network: TestNetwork, certificate: string | null) {
  const client = network.connect("192.0.2.1", true, certificate);
  client.enable("sasl").take();
  return client;
}

const loggedIn = (account: string) => [
  `:irc.test 900 * *!*@192.0.2.1 ${account} :You are now logged in as ${account}`,
  ":irc.test 903 * :SASL authentication successful",
];

Deno.test("EXTERNAL logs in to the account that the certificate opens", () => {
  const network = networkWithAccounts();
  const external = ["EXTERNAL", "+"];
  const ann = connect(network, PRINT);
  assertEquals(authenticate(ann, ...external).slice(1), loggedIn("Ann"));
  const alice = connect(network, OTHER);
  assertEquals(authenticate(alice, ...external).slice(1), loggedIn("alice"));
});

Deno.test("EXTERNAL takes the name of that account, in any case, and no other", () => {
  const network = networkWithAccounts();
  const ann = connect(network, PRINT);
  const named = (name: string) => ["EXTERNAL", encodeBase64(name)];
  assertEquals(authenticate(ann, ...named("ANN")).slice(1), loggedIn("Ann"));
  for (const name of ["alice", "Bob", "nobody"]) {
    const client = connect(network, PRINT);
    assertEquals(authenticate(client, ...named(name)).slice(1), [FAILED]);
  }
});

Deno.test("EXTERNAL fails with a certificate that opens nothing", () => {
  const client = connect(networkWithAccounts(), "ef".repeat(32));
  assertEquals(authenticate(client, "EXTERNAL", "+").slice(1), [FAILED]);
});

Deno.test("EXTERNAL is there for who has shown a certificate alone", () => {
  const network = networkWithAccounts();
  for (
    const [client, mechanisms] of [
      [
        network.connect("192.0.2.1", true, PRINT),
        "SCRAM-SHA-256,EXTERNAL,PLAIN",
      ],
      [network.connect("192.0.2.1", true, null), "SCRAM-SHA-256,PLAIN"],
      [network.connect(), "SCRAM-SHA-256,PLAIN"],
    ] as const
  ) {
    const listed = client.send("CAP LS 302").join(" ").split(" ");
    assert(listed.includes(`sasl=${mechanisms}`), listed.join(" "));
    client.enable("sasl").take();
    const lines = authenticate(client, "FOO");
    assertEquals(lines[0].split(" ")[3], mechanisms);
  }
  const lines = authenticate(connect(network, null), "EXTERNAL", "+", "+", "+");
  assertEquals(lines.filter((line) => line === FAILED).length, 4);
});

Deno.test("a gateway's certificate opens nothing to its clients", () => {
  const network = networkWithAccounts();
  const gateway = network.connect("198.51.100.1", true, PRINT);
  gateway.send("WEBIRC hunter2 kiwi host 192.0.2.1 :secure");
  gateway.enable("sasl").take();
  assertEquals(authenticate(gateway, "EXTERNAL").at(-1), FAILED);
});

Deno.test("a certificate that is taken off in a new configuration opens its account no more", () => {
  const network = networkWithAccounts();
  network.reconfigure({ accounts: [{ name: "alice", passwordHash: null }] });
  const client = connect(network, OTHER);
  assertEquals(authenticate(client, "EXTERNAL", "+").slice(1), [FAILED]);
});

Deno.test("REHASH tells of other mechanisms, to each client those that are there for it", () => {
  const network = networkWithAccounts();
  const clients = [PRINT, null].map((certificate) => {
    const client = network.connect("192.0.2.1", true, certificate);
    client.send("CAP LS 302");
    client.enable("sasl").take();
    return client;
  });
  const set = (...mechanisms: typeof DEFAULT_LOGIN_RULES.mechanisms) =>
    network.reconfigure({
      loginRules: { ...DEFAULT_LOGIN_RULES, mechanisms },
    });
  const told = () => clients.map((client) => client.take());
  set("EXTERNAL", "PLAIN");
  assertEquals(
    told(),
    [
      [":irc.test CAP * NEW sasl=EXTERNAL,PLAIN"],
      [":irc.test CAP * NEW sasl=PLAIN"],
    ].map((lines) => lines.map((line) => line.replace("NEW ", "NEW :"))),
  );
  set("EXTERNAL");
  assertEquals(told(), [
    [":irc.test CAP * NEW :sasl=EXTERNAL"],
    [":irc.test CAP * DEL :sasl"],
  ]);
  assertEquals(authenticate(clients[1], "EXTERNAL")[0].split(" ")[1], "421");
  assertEquals(
    authenticate(clients[0], "EXTERNAL", "+").slice(1),
    loggedIn("Ann"),
  );
});

Deno.test("CERT ADD has EXTERNAL open the account, until CERT DEL", () => {
  const network = networkWithAccounts();
  const print = "12".repeat(32);
  const ann = network.connect("192.0.2.1", true, PRINT);
  ann.send("NICK ann", "USER ann 0 * :Ann", "NS IDENTIFY ann");
  ann.send(`NS CERT ADD ${print}`);
  const client = connect(network, print);
  assertEquals(authenticate(client, "EXTERNAL", "+").slice(1), loggedIn("Ann"));
  ann.send(`NS CERT DEL ${print}`);
  const next = connect(network, print);
  assertEquals(authenticate(next, "EXTERNAL", "+").slice(1), [FAILED]);
});

Deno.test("CERT ADD takes no certificate of an account that is set in the configuration", () => {
  const network = networkWithAccounts();
  const ann = network.connect("192.0.2.1", true, PRINT);
  ann.send("NICK ann", "USER ann 0 * :Ann", "NS IDENTIFY ann");
  const [said] = ann.send(`NS CERT ADD ${OTHER}`);
  assert(said.endsWith(":That certificate opens another account."), said);
});
