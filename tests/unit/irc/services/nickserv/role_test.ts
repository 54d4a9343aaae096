import { assertEquals } from "@std/assert";
import { accountChange, accountOf } from "../../../../support/records.ts";
import {
  type TestClient,
  TestNetwork,
} from "../../../../support/test_network.ts";

const ROLES = [
  { name: "guide", privileges: ["kill"], ranks: [] },
  {
    name: "host",
    privileges: [],
    ranks: [
      { channels: "#help*", modes: "ov" },
      { channels: "*", modes: "v" },
    ],
  },
  { name: "chief", privileges: ["kill", "die"], ranks: [] },
] as const;

function start(roles: readonly string[] = []) {
  const network = new TestNetwork({ roles: ROLES }, {}, [
    accountChange("Carol", accountOf("Carol", { roles })),
  ]);
  return { network, root: network.operator("root") };
}

/** What NickServ says to a client. */
function told(client: TestClient, order: string): string[] {
  client.take();
  return client.send(`NS ${order}`)
    .flatMap((line) =>
      /^:NickServ!\S+ NOTICE \S+ :(.*)$/.exec(line)?.[1] ?? []
    );
}

function rolesOf(network: TestNetwork): readonly string[] {
  return network.core.network.records.accounts.get("carol")?.roles ?? [];
}

Deno.test("ROLE GRANT and REVOKE change the roles that an account keeps", () => {
  const { network, root } = start();
  assertEquals(told(root, "ROLE GRANT carol guide"), [
    "The account Carol has the role guide now.",
  ]);
  assertEquals(told(root, "ROLE grant carol host"), [
    "The account Carol has the role host now.",
  ]);
  assertEquals(rolesOf(network), ["guide", "host"]);
  assertEquals(
    network.store.read().flatMap(({ value }) =>
      value !== null && "roles" in value ? [value.roles] : []
    ),
    [["guide", "host"]],
  );
  assertEquals(told(root, "ROLE REVOKE Carol guide"), [
    "The account Carol has the role guide no more.",
  ]);
  assertEquals(rolesOf(network), ["host"]);
});

Deno.test("ROLE makes and unmakes operators at once, once it is written", () => {
  const { network, root } = start();
  const ann = network.register("ann");
  network.logIn("ann", "Carol");
  const isOperator = () =>
    network.core.network.findUser("ann")?.operator !== null;
  network.canWrite = false;
  told(root, "ROLE GRANT carol guide");
  assertEquals([isOperator(), rolesOf(network)], [false, []]);
  network.canWrite = true;
  ann.take();
  told(root, "ROLE GRANT carol guide");
  assertEquals(isOperator(), true);
  assertEquals(
    ann.take().includes(
      ":irc.test 381 ann :You are now an IRC operator",
    ),
    true,
  );
  told(root, "ROLE REVOKE carol guide");
  assertEquals(isOperator(), false);
});

Deno.test("nobody gives or takes a role with privileges that he has not himself", () => {
  const { network, root } = start(["chief"]);
  const { operators } = network.core.network.settings;
  network.reconfigure({
    operators: operators.map((each) => ({
      ...each,
      privileges: ["roles", "kill"],
    })),
  });
  const refusal = ["You have not got the privilege die yourself."];
  assertEquals(told(root, "ROLE GRANT carol chief"), refusal);
  assertEquals(told(root, "ROLE REVOKE carol chief"), refusal);
  assertEquals(rolesOf(network), ["chief"]);
  assertEquals(told(root, "ROLE GRANT carol guide").length, 1);
  assertEquals(rolesOf(network), ["chief", "guide"]);
});

Deno.test("a role that is gone from the configuration can be taken, not given", () => {
  const { network, root } = start(["old"]);
  assertEquals(told(root, "ROLE REVOKE carol old"), [
    "The account Carol has the role old no more.",
  ]);
  assertEquals(told(root, "ROLE GRANT carol old"), ["There is no role old."]);
  assertEquals(rolesOf(network), []);
});

Deno.test("ROLE refuses what it cannot do", () => {
  const { root } = start(["guide"]);
  const refusals = {
    "GRANT carol guide": "The account Carol has that role.",
    "REVOKE carol host": "The account Carol has not that role.",
    "GRANT nobody guide": "There is no account nobody.",
    "GRANT alice guide":
      "The account alice is set in the configuration of the server: it cannot be changed here.",
    "GRANT carol": "Syntax: ROLE GRANT <account> <role>",
    "frob":
      "Syntax: ROLE GRANT <account> <role> | REVOKE <account> <role> | LIST [<account>]",
    "LIST nobody": "There is no account nobody.",
  };
  for (const [order, refusal] of Object.entries(refusals)) {
    assertEquals(told(root, `ROLE ${order}`), [refusal], order);
  }
});

Deno.test("ROLE LIST shows the roles, who has them, and those of an account", () => {
  const { root } = start(["guide", "host"]);
  assertEquals(told(root, "ROLE LIST"), [
    "guide: kill",
    "  Carol",
    "host: +ov on #help*, +v on *",
    "  Carol",
    "chief: kill, die",
  ]);
  assertEquals(told(root, "ROLE LIST CAROL"), [
    "The account Carol has the roles guide, host.",
  ]);
});

Deno.test("JOIN gives the ranks of a role, and the members are told", () => {
  const { network } = start(["host"]);
  const [ann, bob] = network.channel("#helpers", "ann", "bob");
  const carol = network.register("carol");
  network.logIn("carol", "Carol");
  carol.take();
  assertEquals(carol.send("JOIN #helpers"), [
    ":carol!~carol@192.0.2.1 JOIN #helpers",
    ":irc.test MODE #helpers +ov carol carol",
    ":irc.test 353 carol = #helpers :@ann bob @carol",
    ":irc.test 366 carol #helpers :End of /NAMES list",
  ]);
  assertEquals(bob.take(), [
    ":carol!~carol@192.0.2.1 JOIN #helpers",
    ":irc.test MODE #helpers +ov carol carol",
  ]);
  ann.send("JOIN #else");
  assertEquals(carol.send("JOIN #else")[1], ":irc.test MODE #else +v carol");
});

Deno.test("ranks of a role let nobody in, and who has no role has none", () => {
  const { network } = start(["host"]);
  const [ann] = network.channel("#help", "ann");
  ann.send("MODE #help +i");
  const carol = network.register("carol");
  network.logIn("carol", "Carol");
  carol.take();
  assertEquals(carol.send("JOIN #help"), [
    ":irc.test 473 carol #help :Cannot join channel (+i)",
  ]);
  ann.send("MODE #help -i");
  const bob = network.register("bob");
  network.logIn("bob", "alice");
  bob.take();
  assertEquals(bob.send("JOIN #help")[1].includes(" 353 "), true);
});

Deno.test("the creator of a channel has the ranks of its roles besides", () => {
  const { network } = start(["host"]);
  const carol = network.register("carol");
  network.logIn("carol", "Carol");
  carol.take();
  carol.enable("multi-prefix");
  assertEquals(carol.send("JOIN #new").slice(1, 3), [
    ":irc.test MODE #new +v carol",
    ":irc.test 353 carol = #new :@+carol",
  ]);
});

Deno.test("under +u everybody sees who has a rank by its role", () => {
  const { network } = start(["host"]);
  const [ann, bob] = network.channel("#help", "ann", "bob");
  ann.send("MODE #help +u");
  bob.take();
  const carol = network.register("carol");
  network.logIn("carol", "Carol");
  carol.send("JOIN #help");
  assertEquals(bob.take(), [
    ":carol!~carol@192.0.2.1 JOIN #help",
    ":irc.test MODE #help +ov carol carol",
  ]);
});

Deno.test("INFO shows an account's roles to its owner and to operators", () => {
  const { network, root } = start(["guide"]);
  const lineFor = (client: TestClient) =>
    told(client, "INFO carol").filter((line) => line.startsWith("Roles"));
  const ann = network.register("ann");
  assertEquals(lineFor(ann), []);
  assertEquals(lineFor(root), ["Roles: guide"]);
});
