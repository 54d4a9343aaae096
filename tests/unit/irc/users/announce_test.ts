import { setAccount } from "../../../../src/irc/accounts/login.ts";
import { assertEquals } from "@std/assert";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

const ANN = ":ann!~ann@192.0.2.1";

interface Change {
  /** What it takes to be told */
  readonly capability: string;
  make(network: TestNetwork, ann: TestClient): void;
  told(network: TestNetwork): string;
  /** True if the user is told too */
  readonly toSelf: boolean;
}

/** What comes of it stays to be taken. */
function say(network: TestNetwork, client: TestClient, line: string): void {
  network.apply({ kind: "line", session: client.id, text: line });
}

/** What extended-monitor tells of. */
const CHANGES: readonly Change[] = [
  {
    capability: "away-notify",
    make: (network, ann) => say(network, ann, "AWAY :tea"),
    told: () => `${ANN} AWAY :tea`,
    toSelf: false,
  },
  {
    capability: "account-notify",
    make: (network) => network.logIn("ann", "alice"),
    told: () => `${ANN} ACCOUNT alice`,
    toSelf: true,
  },
  {
    capability: "chghost",
    make: (network, ann) => say(network, ann, "MODE ann +x"),
    told: (network) =>
      `${ANN} CHGHOST ~ann ${network.core.network.findUser("ann")?.cloak}`,
    toSelf: true,
  },
  {
    capability: "setname",
    make: (network, ann) => say(network, ann, "SETNAME :Anna"),
    told: () => `${ANN} SETNAME :Anna`,
    toSelf: true,
  },
];

for (const { capability, make, told, toSelf } of CHANGES) {
  Deno.test(`extended-monitor with ${capability} tells those who watch a nickname`, () => {
    const network = new TestNetwork();
    const ann = network.register("ann");
    const watchers = [
      ["extended-monitor", capability],
      ["extended-monitor"],
      [capability],
    ].map((capabilities, index) => {
      const watcher = network.register(`w${index}`).enable(...capabilities);
      watcher.send("MONITOR + ANN");
      return watcher;
    });
    make(network, ann);
    assertEquals(
      watchers.map((watcher) => watcher.take()),
      [[told(network)], [], []],
    );
    watchers[0].send("MONITOR - ann");
    ann.send("AWAY", "SETNAME :x", "MODE ann -x");
    network.logIn("ann", "other");
    assertEquals(watchers[0].take(), []);
  });

  Deno.test(`who watches a nickname and shares a channel is told once by ${capability}`, () => {
    const network = new TestNetwork();
    const [ann, bob] = network.channel("#a", "ann", "bob");
    bob.enable("extended-monitor", capability).send("MONITOR + ann,bob");
    make(network, ann);
    assertEquals(bob.take(), [told(network)]);
  });

  Deno.test(`who watches its own nickname is told no more for that by ${capability}`, () => {
    const network = new TestNetwork();
    const ann = network.register("ann").enable("extended-monitor", capability);
    ann.send("MONITOR + ann");
    make(network, ann);
    const lines = ann.take().filter((line) => line === told(network));
    assertEquals(lines, toSelf ? [told(network)] : []);
  });
}

Deno.test("ACCOUNT is told to the user and to those on its channels, once, if they have account-notify", () => {
  const network = new TestNetwork();
  const [ann, bob, cat] = network.channel("#a", "ann", "bob", "cat");
  for (const client of [ann, bob]) {
    client.enable("account-notify").send("JOIN #b");
  }
  for (const client of [ann, bob]) client.take();
  network.logIn("ann", "alice");
  network.logIn("ann", "alice");
  const line = `${ANN} ACCOUNT alice`;
  assertEquals(
    [ann, bob, cat].map((client) => client.take()),
    [[line], [line], []],
  );
});

Deno.test("ACCOUNT has the account that the user had until then in its tag", () => {
  const network = new TestNetwork();
  const [, bob] = network.channel("#a", "ann", "bob");
  bob.enable("account-notify", "account-tag");
  network.logIn("ann", "alice");
  network.logIn("ann", "other");
  const user = network.core.network.findUser("ann");
  if (user !== undefined) setAccount(network.core.network, user, null);
  assertEquals(bob.take(), [
    `${ANN} ACCOUNT alice`,
    `@account=alice ${ANN} ACCOUNT other`,
    `@account=other ${ANN} ACCOUNT *`,
  ]);
});

Deno.test("ACCOUNT of somebody hidden by +u is told to those who see the user", () => {
  const network = new TestNetwork();
  const [bob, , cat] = network.channel("#a", "bob", "ann", "cat");
  for (const client of [bob, cat]) client.enable("account-notify");
  bob.send("MODE #a +u");
  for (const client of [bob, cat]) client.take();
  network.logIn("ann", "alice");
  assertEquals([bob.take(), cat.take()], [[`${ANN} ACCOUNT alice`], []]);
});
