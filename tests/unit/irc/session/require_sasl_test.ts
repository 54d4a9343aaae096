import { assertEquals } from "@std/assert";
import type { Settings } from "../../../../src/irc/state/settings.ts";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

/** Comes, logs in if it has a password, and says who it is. @returns the last lines */
function come(
  network: TestNetwork,
  address: string,
  password?: string,
): string[] {
  const client = network.connect(address);
  client.take();
  if (password !== undefined) logIn(client, password);
  return client.send("NICK ann", "USER ann 0 * :Ann", "CAP END");
}

function logIn(client: TestClient, password: string): void {
  const response = btoa(`\0alice\0${password}`);
  client.send("CAP REQ sasl", "AUTHENTICATE PLAIN", `AUTHENTICATE ${response}`);
}

const refused = (host: string) => [
  ":irc.test FAIL * ACCOUNT_REQUIRED " +
  ":You must log in with SASL here",
  `ERROR :Closing link: ann[${host}] (You must log in with SASL here)`,
];

const isWelcomed = (lines: readonly string[]) =>
  lines.some((line) => line.includes(" 001 ann "));

function networkWith(settings: Partial<Settings>): TestNetwork {
  return new TestNetwork(settings);
}

Deno.test("where everybody must log in, who has not is refused", () => {
  const network = networkWith({ requireSasl: true });
  assertEquals(come(network, "192.0.2.1"), refused("192.0.2.1"));
  const wrong = come(network, "192.0.2.1", "wrong");
  assertEquals(wrong.slice(-2), refused("192.0.2.1"));
  assertEquals(isWelcomed(come(network, "192.0.2.1", "sesame")), true);
});

Deno.test("the first rule whose networks fit says who must", () => {
  const network = networkWith({
    saslRules: [
      { networks: ["192.0.2.1"], requireSasl: false },
      { networks: ["192.0.2.0/24", "2001:db8::/32"], requireSasl: true },
    ],
  });
  assertEquals(come(network, "192.0.2.2"), refused("192.0.2.2"));
  assertEquals(come(network, "2001:db8::1"), refused("2001:db8::1"));
  assertEquals(isWelcomed(come(network, "192.0.2.1")), true);
});

Deno.test("others need not where only some must", () => {
  const network = networkWith({
    saslRules: [{ networks: ["192.0.2.0/24"], requireSasl: true }],
  });
  assertEquals(isWelcomed(come(network, "198.51.100.200")), true);
});

Deno.test("a rule may exempt from what holds for all", () => {
  const network = networkWith({
    requireSasl: true,
    saslRules: [{ networks: ["127.0.0.0/8"], requireSasl: false }],
  });
  assertEquals(isWelcomed(come(network, "127.0.0.1")), true);
});

Deno.test("behind a gateway it is the client's own address that counts", () => {
  const network = networkWith({
    requireSasl: true,
    saslRules: [{ networks: ["198.51.100.0/24"], requireSasl: false }],
  });
  const client = network.connect("198.51.100.1");
  client.take();
  client.send("WEBIRC hunter2 kiwi host 192.0.2.9");
  assertEquals(
    client.send("NICK ann", "USER ann 0 * :Ann"),
    refused("192.0.2.9"),
  );
});

Deno.test("whoever checks connections may want it of one", () => {
  const network = networkWith({});
  const peer = {
    address: "192.0.2.1",
    secure: false,
    certificate: null,
    listener: "",
    requiresSasl: true,
  };
  const client = network.connect();
  network.core.attach("checked", client);
  network.apply({ kind: "open", session: "checked", peer });
  client.take();
  for (const text of ["NICK ann", "USER ann 0 * :Ann"]) {
    network.apply({ kind: "line", session: "checked", text });
  }
  assertEquals(client.take(), refused("192.0.2.1"));
});
