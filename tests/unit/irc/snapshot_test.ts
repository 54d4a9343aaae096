import { assertEquals } from "@std/assert";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { Core } from "../../../src/irc/core.ts";
import { TestNetwork } from "../../support/test_network.ts";

Deno.test("a snapshot keeps the messages that a lower limit has not forgotten yet", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.send("PRIVMSG #a :1", "PRIVMSG #a :2", "PRIVMSG #a :3");
  const { limits } = network.core.network.settings;
  network.reconfigure({ limits: { ...limits, knownMessages: 1 } });
  const snapshot = network.core.snapshot();
  assertEquals(Core.restore(snapshot, network.archive).snapshot(), snapshot);
});

/**
 * What a snapshot of each version has, as a digest of all names. Whoever changes
 * it raises {@linkcode SNAPSHOT_VERSION}: a server that is upgraded hands its
 * state over to a process that says the same version, and to no other.
 */
const FORMS: Readonly<Record<number, string>> = {
  8: "f6602b972399",
};

Deno.test("a snapshot that has another form has another version", () => {
  const network = new TestNetwork();
  network.channel("#a", "ann");
  const { channels, network: fields, sessions, users, version } = network.core
    .snapshot();
  const names = [fields, fields.records, users[0], channels[0], sessions[0]]
    .map((each) => Object.keys(each as object).sort());
  const form = bytesToHex(sha256(utf8ToBytes(JSON.stringify(names))));
  assertEquals(form.slice(0, 12), FORMS[version], JSON.stringify(names));
});
