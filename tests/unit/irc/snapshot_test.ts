import { assertEquals } from "@std/assert";
import { Core } from "../../../src/irc/core.ts";
import { TestNetwork } from "../../support/test_network.ts";

Deno.test("a snapshot keeps the messages that a lower limit has not forgotten yet", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.send("PRIVMSG #a :1", "PRIVMSG #a :2", "PRIVMSG #a :3");
  const { limits } = network.core.network.settings;
  network.reconfigure({ limits: { ...limits, knownMessages: 1 } });
  const snapshot = network.core.snapshot();
  assertEquals(Core.restore(snapshot).snapshot(), snapshot);
});
