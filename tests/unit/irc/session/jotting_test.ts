import { assertEquals } from "@std/assert";
import { Core } from "../../../../src/irc/core.ts";
import { NO_ARCHIVE } from "../../../../src/irc/state/archive.ts";
import { jot } from "../../../../src/irc/session/jotting.ts";
import { accountChange } from "../../../support/records.ts";
import { TestNetwork } from "../../../support/test_network.ts";

const JOTS = [
  { kind: "x", key: "ann #b", value: 1 },
  { kind: "x", key: "ann #a", value: 2 },
  { kind: "y", key: "ann", value: "z" },
];

Deno.test("what is jotted down holds at once, is written, and is there after a restart", () => {
  const network = new TestNetwork();
  const { network: state } = network.core;
  jot(state, ...JOTS);
  assertEquals(state.jots.get("y", "ann"), "z");
  network.apply({ kind: "tick" });
  assertEquals(network.jots.read(), JOTS);
  const kept = network.jots.read();
  const next = new TestNetwork({}, {}, [accountChange("ann")], kept);
  const { jots } = next.core.network;
  assertEquals([...jots.of("x", "ann")], [["#b", 1], ["#a", 2]]);
  assertEquals(jots.ofOwner("ann"), [JOTS[2], JOTS[0], JOTS[1]]);
});

Deno.test("a restored network has what was jotted down", () => {
  const network = new TestNetwork({}, {}, [accountChange("ann")], JOTS);
  const snapshot = network.core.snapshot();
  const core = Core.restore(JSON.parse(JSON.stringify(snapshot)), NO_ARCHIVE);
  assertEquals(core.snapshot(), snapshot);
  jot(core.network, { ...JOTS[0], value: null });
  assertEquals([...core.network.jots.of("x", "ann")], [["#a", 2]]);
});
