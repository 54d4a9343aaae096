import { assert, assertEquals } from "@std/assert";
import { ALL_SERVICES } from "../../../../src/irc/services/index.ts";
import { PERMISSIONS } from "../../../../src/irc/services/service.ts";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

/** What a service says to a client that asks. */
function ask(client: TestClient, order: string): string[] {
  return client.send(order).map((line) => line.split(" :").slice(1).join(" :"));
}

Deno.test("HELP lists the commands, those of operators for operators who may", () => {
  const network = new TestNetwork();
  const [ann, root] = [network.register("ann"), network.operator("root")];
  ann.take();
  root.take();
  for (const service of ALL_SERVICES) {
    const [prefix] = service.aliases;
    const all = service.commands.map(({ name }) => name);
    const open = service.commands
      .filter(({ permission }) => Object.hasOwn(PERMISSIONS, permission))
      .map(({ name }) => name);
    const listed = (client: TestClient) =>
      ask(client, `${prefix} HELP`).slice(1, -1)
        .map((line) => line.trim().split(" ")[0]);
    assertEquals(listed(ann), open);
    assertEquals(listed(root), all);
    assertEquals(ask(ann, prefix), ask(ann, `${prefix} HELP`));
  }
});

for (const service of ALL_SERVICES) {
  const [prefix] = service.aliases;
  for (const order of service.commands) {
    const { aliases = [], details = [], help, name, permission } = order;
    Deno.test(`${prefix} HELP ${name} tells how it is used`, () => {
      const ann = new TestNetwork().register("ann");
      ann.take();
      const lines = ask(ann, `${prefix} HELP ${name}`);
      assertEquals(lines[0], `Syntax: ${name} ${order.syntax}`.trimEnd());
      assertEquals(lines[1], help);
      for (const line of [help, ...details]) {
        assert(/^\S.*[.:]$/.test(line), line);
      }
      assertEquals(
        lines.some((line) => line.startsWith("Only for ")),
        permission !== "anyone",
      );
      for (const alias of aliases) {
        assertEquals(ask(ann, `${prefix} HELP ${alias}`), lines);
      }
    });
  }

  Deno.test(`each command of ${service.nick} has names that no other one has`, () => {
    const names = service.commands.flatMap(({ aliases = [], name }) => [
      name,
      ...aliases,
    ]);
    assertEquals(names.length, new Set(names).size);
    assertEquals(names.filter((name) => name !== name.toUpperCase()), []);
    assertEquals(names.includes("HELP"), false);
  });
}

Deno.test("HELP for a command that there is not says so", () => {
  const ann = new TestNetwork().register("ann");
  ann.take();
  assertEquals(ask(ann, "NS HELP FROB"), [
    "There is no such command: /NS HELP lists them.",
  ]);
});
