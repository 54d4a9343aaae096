import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../support/test_network.ts";

Deno.test("an operator who is not in the configuration any more is one no more", () => {
  const network = new TestNetwork();
  const [root, bob] = [network.operator("root"), network.register("bob")];
  root.take();
  network.reconfigure({ operators: [] });
  assertEquals(root.take(), [":root!~root@192.0.2.1 MODE root -o"]);
  assertEquals(root.send("KILL bob :x"), [
    ":irc.test 481 root :Permission Denied- You're not an IRC operator",
  ]);
  assertEquals(bob.closed, false);
});

Deno.test("an operator has the privileges that the configuration gives now", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  root.take();
  const { operators } = network.core.network.settings;
  network.reconfigure({
    operators: operators.map((operator) => ({ ...operator, privileges: [] })),
  });
  assertEquals(root.send("KILL root :x"), [
    ":irc.test 723 root kill :Insufficient oper privileges",
  ]);
});

Deno.test("limits that were lowered hold at once", () => {
  const network = new TestNetwork();
  for (let count = 0; count < 10; count++) {
    network.register(`u${count}`).send("QUIT");
  }
  const { limits } = network.core.network.settings;
  network.reconfigure({ limits: { ...limits, whowas: 3 } });
  network.register("last").send("QUIT");
  assertEquals(network.core.network.departures.list.length, 3);
});
