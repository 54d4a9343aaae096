import { assertEquals } from "@std/assert";
import type { OperatorSettings } from "../../../../src/irc/state/settings.ts";
import { accountChange, accountOf } from "../../../support/records.ts";
import {
  SETTINGS,
  type TestClient,
  TestNetwork,
} from "../../../support/test_network.ts";

const DIGEST = "ab".repeat(32);
const MADE = "381 ann :You are now an IRC operator";
const MISMATCH = "464 ann :Password incorrect";

/** A network with one operator, root, who is what is given. */
function networkWith(
  operator: Partial<OperatorSettings>,
  settings = {},
): TestNetwork {
  const [root] = SETTINGS.operators;
  const none = { passwordHash: null, ...operator };
  const operators = [{ ...root, ...none }];
  return new TestNetwork({ operators, ...settings });
}

/** Comes with SASL. */
function comeAs(network: TestNetwork, nick: string, response: string) {
  const client = network.connect();
  client.send("CAP REQ sasl", "AUTHENTICATE PLAIN");
  client.send(`AUTHENTICATE ${btoa(response)}`, `NICK ${nick}`);
  return client.send(`USER ${nick} 0 * :Ann`, "CAP END");
}

function isOperator(network: TestNetwork, nick: string): boolean {
  return network.core.network.findUser(nick)?.operator !== null;
}

function oper(client: TestClient, line: string): string {
  return (client.send(line).at(-1) ?? "").replace(":irc.test ", "");
}

Deno.test("who is logged in to an operator's account needs no password", () => {
  const network = networkWith({ account: "Alice" });
  const ann = network.register("ann");
  assertEquals(
    oper(ann, "OPER root"),
    "461 ann OPER :Not enough parameters",
  );
  assertEquals(oper(ann, "OPER root x"), MISMATCH);
  network.logIn("ann", "bob");
  assertEquals(oper(ann, "OPER root"), MISMATCH);
  network.logIn("ann", "alice");
  assertEquals(oper(ann, "OPER root"), MADE);
});

Deno.test("with a password, an account and a certificate, all are needed", () => {
  const operator = { account: "alice", passwordHash: "hash of secret" };
  const network = networkWith({ ...operator, certificate: DIGEST });
  const outcomes = [
    { account: "alice", certificate: DIGEST, line: "OPER root secret" },
    { account: "alice", certificate: DIGEST, line: "OPER root wrong" },
    { account: "alice", certificate: null, line: "OPER root secret" },
    { account: null, certificate: DIGEST, line: "OPER root secret" },
  ].map(({ account, certificate, line }, index) => {
    const ann = network.connect("192.0.2.1", true, certificate);
    ann.send(`NICK u${index}`, `USER ann 0 * :Ann`);
    if (account !== null) network.logIn(`u${index}`, account);
    return oper(ann, line).slice(0, 3);
  });
  assertEquals(outcomes, ["381", "464", "464", "464"]);
});

Deno.test("one login makes an automatic operator, when it connects or later", () => {
  const network = networkWith({ account: "alice", isAutomatic: true });
  const lines = comeAs(network, "ann", "\0alice\0sesame");
  assertEquals(lines.slice(-3), [
    ":ann!~ann@192.0.2.1 MODE ann +os",
    ":irc.test NOTICE * :*** ann!~ann@192.0.2.1 is now an operator (admin)",
    `:irc.test ${MADE}`,
  ]);
  const bob = network.register("bob");
  bob.send("NS IDENTIFY alice sesame");
  assertEquals(isOperator(network, "bob"), true);
  network.register("eve").send("NS IDENTIFY bob open");
  assertEquals(isOperator(network, "eve"), false);
});

Deno.test("a certificate makes an automatic operator", () => {
  const network = networkWith({ certificate: DIGEST, isAutomatic: true });
  for (const [nick, certificate] of [["ann", DIGEST], ["bob", null]] as const) {
    const client = network.connect("192.0.2.1", true, certificate);
    client.send(`NICK ${nick}`, `USER ${nick} 0 * :x`);
  }
  assertEquals(isOperator(network, "ann"), true);
  assertEquals(isOperator(network, "bob"), false);
});

Deno.test("nobody becomes an operator from elsewhere, nor without OPER who is not automatic", () => {
  const elsewhere = { account: "alice", isAutomatic: true, hosts: ["*@::1"] };
  const far = networkWith(elsewhere);
  comeAs(far, "ann", "\0alice\0sesame");
  assertEquals(isOperator(far, "ann"), false);
  const asked = networkWith({ account: "alice" });
  comeAs(asked, "ann", "\0alice\0sesame");
  assertEquals(isOperator(asked, "ann"), false);
});

Deno.test("an operator by its account is one no more when it logs out or logs in elsewhere", () => {
  const network = networkWith({ account: "alice" });
  const ann = network.register("ann");
  for (const other of [null, "bob"]) {
    network.logIn("ann", "alice");
    ann.send("OPER root");
    assertEquals(isOperator(network, "ann"), true);
    if (other === null) ann.send("NS LOGOUT");
    else network.logIn("ann", other);
    assertEquals(isOperator(network, "ann"), false);
    assertEquals(
      ann.send("DIE").at(-1),
      [
        ":irc.test 481 ann :Permission Denied- You're not an IRC operator",
      ][0],
    );
  }
});

Deno.test("an operator by a password stays one, logged in or not", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  network.logIn("root", "alice");
  root.send("NS LOGOUT");
  assertEquals(isOperator(network, "root"), true);
});

Deno.test("a new configuration takes it from those who do not show what it wants", () => {
  const changes = [
    { account: "bob" },
    { certificate: DIGEST },
    { account: "alice" },
  ];
  const outcomes = changes.map((change) => {
    const network = networkWith({ account: "alice", isAutomatic: true });
    comeAs(network, "ann", "\0alice\0sesame");
    const [root] = network.core.network.settings.operators;
    network.reconfigure({ operators: [{ ...root, ...change }] });
    return isOperator(network, "ann");
  });
  assertEquals(outcomes, [false, false, true]);
});

Deno.test("an operator is one no more whose account is gone from the configuration", () => {
  const network = networkWith({ account: "alice", isAutomatic: true });
  comeAs(network, "ann", "\0alice\0sesame");
  network.reconfigure({ accounts: [] });
  assertEquals(isOperator(network, "ann"), false);
});

Deno.test("an operator is one no more whose account is renamed, suspended or deleted", () => {
  const orders = [
    "NS RENAME dave david",
    "NS SUSPEND dave",
    "UBAN ADD dave x",
    "NS DROP",
  ];
  const left = orders.map((order) => {
    const [root] = SETTINGS.operators;
    const dave = { name: "dave", account: "dave", isAutomatic: true };
    const network = new TestNetwork(
      {
        operators: [root, { ...root, ...dave, passwordHash: null }],
      },
      {},
      [accountChange("dave")],
    );
    const [chief, ann] = [network.operator("chief"), network.register("ann")];
    network.logIn("ann", "dave");
    assertEquals(isOperator(network, "ann"), true);
    if (order === "NS DROP") {
      const code = /DROP dave (\w+)/.exec(ann.send(order).join())?.[1];
      ann.send(`${order} dave ${code}`);
    } else chief.send(order);
    const user = network.core.network.findUser("ann");
    return user === undefined ? "gone" : user.operator;
  });
  assertEquals(left, [null, "gone", "gone", "gone"]);
});

Deno.test("who has stepped down is not made an operator again by a new configuration", () => {
  const network = networkWith({ account: "alice", isAutomatic: true });
  const ann = network.register("ann");
  network.logIn("ann", "alice");
  ann.send("DEOPER");
  network.reconfigure({ motd: ["new"] });
  assertEquals(isOperator(network, "ann"), false);
  assertEquals(oper(ann, "OPER root"), MADE);
});

Deno.test("nobody registers the account that makes an operator", () => {
  const network = networkWith({ account: "Carol", isAutomatic: true });
  const carol = network.register("carol");
  assertEquals(carol.send("NS REGISTER correct-horse"), [
    ":NickServ!NickServ@irc.test NOTICE carol :The name is kept for an operator of this server",
  ]);
  assertEquals(isOperator(network, "carol"), false);
});

const GUIDE = {
  name: "guide",
  privileges: ["kill", "announce"],
  ranks: [],
} as const;
const HELPING = { name: "helping", privileges: [], ranks: [] } as const;

function networkWithRoles(roles: readonly string[]): TestNetwork {
  return new TestNetwork({ roles: [GUIDE, HELPING] }, {}, [
    accountChange("carol", accountOf("carol", { roles })),
  ]);
}

Deno.test("a role with privileges makes an operator of who logs in", () => {
  const network = networkWithRoles(["guide", "helping", "gone"]);
  const ann = network.register("ann");
  network.logIn("ann", "carol");
  const shown = ann.send("WHOIS ann").find((line) => line.includes(" 313 "));
  assertEquals(shown, ":irc.test 313 ann ann :is an IRC operator (guide)");
  assertEquals(ann.send("KILL nobody"), [
    ":irc.test 401 ann nobody :No such nick/channel",
  ]);
  assertEquals(ann.send("DIE"), [
    ":irc.test 723 ann die :Insufficient oper privileges",
  ]);
  ann.send("NS LOGOUT");
  assertEquals(isOperator(network, "ann"), false);
});

Deno.test("a role without privileges makes nobody an operator", () => {
  const network = networkWithRoles(["helping"]);
  network.register("ann");
  network.logIn("ann", "carol");
  assertEquals(isOperator(network, "ann"), false);
});

Deno.test("a role's privileges come beside those of the operator that one is", () => {
  const network = networkWithRoles(["guide"]);
  const ann = network.register("ann");
  network.logIn("ann", "carol");
  ann.send("OPER helper help");
  const { operator } = network.core.network.findUser("ann") ?? {};
  assertEquals(operator?.name, "helper");
  assertEquals(operator?.privileges, ["kill", "announce"]);
  ann.send("NS LOGOUT");
  const { operator: left } = network.core.network.findUser("ann") ?? {};
  assertEquals(left?.privileges, ["kill"]);
});

Deno.test("OPER with a role's name is for those who have it", () => {
  const network = networkWithRoles(["guide"]);
  const ann = network.register("ann");
  network.logIn("ann", "alice");
  assertEquals(oper(ann, "OPER guide"), MISMATCH);
  network.logIn("ann", "carol");
  ann.send("DEOPER");
  assertEquals(isOperator(network, "ann"), false);
  assertEquals(oper(ann, "OPER guide"), MADE);
});

Deno.test("a role that the configuration has no more gives nothing", () => {
  const network = networkWithRoles(["guide"]);
  network.register("ann");
  network.logIn("ann", "carol");
  network.reconfigure({ roles: [HELPING] });
  assertEquals(isOperator(network, "ann"), false);
});
