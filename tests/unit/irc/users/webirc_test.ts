import { assert, assertEquals } from "@std/assert";
import { banKey } from "../../../../src/irc/state/records.ts";
import type { Settings } from "../../../../src/irc/state/settings.ts";
import { TestNetwork } from "../../../support/test_network.ts";

const GATEWAY = "198.51.100.9";
const HERE = "client.example 203.0.113.5";
const REFUSAL = "ERROR :Invalid WebIRC password";
const DIGEST = "ab".repeat(32);

function connect(
  network = new TestNetwork(),
  address = GATEWAY,
  secure = false,
  certificate: string | null = null,
) {
  const client = network.connect(address, secure, certificate);
  client.take();
  return client;
}

function withGateway(
  gateway: Partial<Settings["gateways"][number]>,
): TestNetwork {
  return new TestNetwork({
    gateways: [{
      name: "kiwi",
      password: "hunter2",
      hosts: [],
      certificate: null,
      ...gateway,
    }],
  });
}

/** Registers `ann` over a connection that has come to its end. */
function userOf(network: TestNetwork, client: ReturnType<typeof connect>) {
  client.send("NICK ann", "USER ann 0 * :Ann");
  return network.core.network.findUser("ann");
}

Deno.test("WEBIRC tells where the client of a gateway comes from", () => {
  const network = new TestNetwork();
  const client = connect(network);
  assertEquals(client.send(`WEBIRC hunter2 name ${HERE}`), []);
  assertEquals(userOf(network, client)?.source, "ann!~ann@203.0.113.5");
});

for (
  const [given, host] of [
    ["0::1", "0::1"],
    ["2001:DB8:0:0::5", "2001:db8::5"],
    ["0::ffff:203.0.113.5", "203.0.113.5"],
    [":::1", "0::1"],
  ]
) {
  Deno.test(`WEBIRC takes the address ${given}`, () => {
    const network = new TestNetwork();
    const client = connect(network);
    client.send(`WEBIRC hunter2 name client.example ${given}`);
    assertEquals(userOf(network, client)?.realHost, host);
  });
}

for (
  const [what, line] of [
    ["a wrong password", `WEBIRC hunter3 name ${HERE}`],
    ["a host where the address belongs", "WEBIRC hunter2 name a.b client.b"],
    ["a short form of an address", "WEBIRC hunter2 name a.b 127.1"],
    ["an address with a zone", "WEBIRC hunter2 name a.b fe80::1%eth0"],
    ["no address", "WEBIRC hunter2 name client.example"],
    ["an empty address", "WEBIRC hunter2 name client.example :"],
    ["nothing", "WEBIRC"],
  ]
) {
  Deno.test(`WEBIRC with ${what} ends the connection`, () => {
    const client = connect();
    assertEquals(client.send(line), [REFUSAL]);
    assert(client.closed);
  });
}

Deno.test("WEBIRC from elsewhere ends the connection", () => {
  const client = connect(new TestNetwork(), "192.0.2.1");
  assertEquals(client.send(`WEBIRC hunter2 name ${HERE}`), [REFUSAL]);
  assert(client.closed);
});

for (const first of ["CAP LS 302", "NICK ann", "PASS x", "PING x", "", "X"]) {
  Deno.test(`WEBIRC must come first, before "${first}"`, () => {
    const client = connect();
    client.send(first);
    assertEquals(client.send(`WEBIRC hunter2 name ${HERE}`), [REFUSAL]);
    assert(client.closed);
  });
}

Deno.test("WEBIRC given twice, or by a user, ends the connection", () => {
  const client = connect();
  client.send(`WEBIRC hunter2 name ${HERE}`);
  assertEquals(client.send(`WEBIRC hunter2 name ${HERE}`), [REFUSAL]);
  const ann = new TestNetwork().register("ann", GATEWAY);
  assertEquals(ann.send(`WEBIRC hunter2 name ${HERE}`), [REFUSAL]);
});

Deno.test("a gateway is known by its certificate, from anywhere", () => {
  const network = withGateway({ certificate: DIGEST });
  const line = `WEBIRC hunter2 name ${HERE}`;
  const known = connect(network, "192.0.2.77", true, DIGEST);
  assertEquals(known.send(line), []);
  for (const certificate of [null, "cd".repeat(32)]) {
    const other = connect(network, "192.0.2.77", true, certificate);
    assertEquals(other.send(line), [REFUSAL]);
  }
});

Deno.test("a gateway with hosts and a certificate must have both", () => {
  const network = withGateway({ hosts: [GATEWAY], certificate: DIGEST });
  const line = `WEBIRC hunter2 name ${HERE}`;
  assertEquals(connect(network, GATEWAY, true).send(line), [REFUSAL]);
  assertEquals(
    connect(network, "192.0.2.7", true, DIGEST).send(line),
    [REFUSAL],
  );
  assertEquals(connect(network, GATEWAY, true, DIGEST).send(line), []);
});

Deno.test("of several gateways in one place the password tells which it is", () => {
  const gateway = { hosts: ["198.51.100.9"], certificate: null };
  const network = new TestNetwork({
    gateways: [
      { ...gateway, name: "one", password: "first" },
      { ...gateway, name: "two", password: "second" },
    ],
  });
  const client = connect(network);
  client.send(`WEBIRC second name ${HERE}`);
  assertEquals(userOf(network, client)?.gateway, "two");
});

for (
  const [options, gatewaySecure, secure] of [
    [" :secure", true, true],
    [" secure", true, true],
    [" :local-port=6697 secure=a\\sb remote-port=1", true, true],
    [" :local-port=6697", true, false],
    [" :insecure certfp-sha-256=secure", true, false],
    ["", true, false],
    [" :secure", false, false],
    ["", false, false],
  ] as const
) {
  Deno.test(`WEBIRC with "${options}" over ${gatewaySecure ? "TLS" : "TCP"} ${secure ? "is" : "is not"} secure`, () => {
    const network = new TestNetwork();
    const client = connect(network, GATEWAY, gatewaySecure);
    client.send(`WEBIRC hunter2 name ${HERE}${options}`);
    const user = userOf(network, client);
    assertEquals(user?.secure, secure);
    assertEquals(user?.is("Z"), secure);
  });
}

Deno.test("a server ban is against the client of a gateway, not against the gateway", () => {
  const ban = {
    kind: "D",
    mask: "203.0.113.0/24",
    reason: "spam",
    setBy: "root",
    setAt: 0,
    expiresAt: null,
  } as const;
  const network = new TestNetwork({}, {}, [
    { kind: "ban", key: banKey(ban), value: ban },
  ]);
  const banned = connect(network);
  assertEquals(banned.send(`WEBIRC hunter2 name ${HERE}`), [
    ":irc.test 465 * :You are banned from this server: spam",
    "ERROR :Closing link: *[203.0.113.5] (D-lined: spam)",
  ]);
  const other = connect(network);
  assertEquals(other.send("WEBIRC hunter2 name a.b 203.0.114.5"), []);
});

Deno.test("WHOIS shows the gateway to oneself and to operators", () => {
  const network = new TestNetwork();
  const ann = connect(network);
  ann.send(`WEBIRC hunter2 name ${HERE}`, "NICK ann", "USER ann 0 * :Ann");
  const [bob, root] = [network.register("bob"), network.operator("root")];
  root.take();
  const shown = (client: typeof ann) =>
    client.send("WHOIS ann").filter((line) => line.includes(" 350 "));
  const text = "203.0.113.5 203.0.113.5 :is connected via the kiwi WebIRC";
  assertEquals(shown(ann), [`:irc.test 350 ann ann ${text} gateway`]);
  assertEquals(shown(root), [`:irc.test 350 root ann ${text} gateway`]);
  assertEquals(shown(bob), []);
});

Deno.test("without a gateway in the configuration nobody gives WEBIRC", () => {
  const client = connect(new TestNetwork({ gateways: [] }));
  assertEquals(client.send(`WEBIRC hunter2 name ${HERE}`), [REFUSAL]);
});

Deno.test("an address that is kept off keeps off those behind it", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  const client = network.connect("198.51.100.9");
  client.send("WEBIRC hunter2 kiwi x 203.0.113.5");
  assertEquals(client.closed, false);
  root.send("DLINE 198.51.100.0/24 :gone");
  assertEquals(client.closed, true);
});

Deno.test("the certificate that a gateway has shown is not its client's", () => {
  const network = withGateway({ certificate: DIGEST });
  const client = connect(network, GATEWAY, true, DIGEST);
  client.send(`WEBIRC hunter2 name ${HERE} :secure`);
  assertEquals(network.session(client).certificate, null);
});
