import { assertEquals } from "@std/assert";
import { Core } from "../../../../src/irc/core.ts";
import { SlowNetwork } from "../../../support/slow_network.ts";
import type { TestClient } from "../../../support/test_network.ts";

/** Two on a channel, of whom the first waits for its password to be checked and goes meanwhile. */
function start(...lines: readonly string[]): {
  network: SlowNetwork;
  ann: TestClient;
  bob: TestClient;
} {
  const network = new SlowNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  ann.send("OPER root secret", ...lines);
  const reason = "Connection closed";
  network.apply({ kind: "close", session: ann.id, reason, afterLines: true });
  return { network, ann, bob };
}

Deno.test("what a client has said while its password was checked is carried out though it has gone", () => {
  const { network, ann, bob } = start("PRIVMSG #a :1", "PRIVMSG #a :2");
  assertEquals(bob.take(), []);
  network.answer();
  assertEquals(bob.take(), [
    ":ann!~ann@192.0.2.1 PRIVMSG #a :1",
    ":ann!~ann@192.0.2.1 PRIVMSG #a :2",
    ":ann!~ann@192.0.2.1 QUIT :Connection closed",
  ]);
  assertEquals(ann.closed, true);
});

Deno.test("who has gone and said QUIT before has quit for that reason", () => {
  const { network, bob } = start("PRIVMSG #a :1", "QUIT :bye");
  network.answer();
  assertEquals(bob.take(), [
    ":ann!~ann@192.0.2.1 PRIVMSG #a :1",
    ":ann!~ann@192.0.2.1 QUIT :Quit: bye",
  ]);
});

Deno.test("who has gone is waited for again by what it said", () => {
  const { network, bob } = start("OPER root wrong", "PRIVMSG #a :1");
  network.answer();
  assertEquals(bob.take(), []);
  network.answer();
  assertEquals(bob.take(), [
    ":ann!~ann@192.0.2.1 PRIVMSG #a :1",
    ":ann!~ann@192.0.2.1 QUIT :Connection closed",
  ]);
});

Deno.test("who has said nothing meanwhile has gone at once, and so has who is cut off", () => {
  const { bob } = start();
  assertEquals(bob.take(), [":ann!~ann@192.0.2.1 QUIT :Connection closed"]);
  const { network, ann, bob: other } = start("PRIVMSG #a :1");
  const reason = "SendQ exceeded";
  network.apply({ kind: "close", session: ann.id, reason, isCutOff: true });
  assertEquals(other.take(), [":ann!~ann@192.0.2.1 QUIT :SendQ exceeded"]);
});

Deno.test("that it has gone is kept in a snapshot", () => {
  const { network, bob } = start("PRIVMSG #a :1");
  const core = Core.restore(network.core.snapshot(), network.archive);
  core.attach(bob.id, bob);
  const [request] = network.core.network.requests.keys();
  core.apply({ kind: "answer", at: network.at, request, outcome: false });
  assertEquals(bob.take(), [
    ":ann!~ann@192.0.2.1 PRIVMSG #a :1",
    ":ann!~ann@192.0.2.1 QUIT :Connection closed",
  ]);
});
