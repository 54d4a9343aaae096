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

/** What a snapshot of each version has; another process may ask for one by its version. */
const FORMS: Readonly<Record<number, string>> = {
  1: "",
};

Deno.test("a snapshot that has another form has another version", () => {
  const network = new TestNetwork();
  network.channel("#a", "ann");
  const { channels, network: fields, sessions, users, version } = network.core
    .snapshot();
  const names = [fields, users[0], channels[0], sessions[0]]
    .map((each) => Object.keys(each).sort().join(" "));
  assertEquals(names.join("; "), FORMS[version]);
});
