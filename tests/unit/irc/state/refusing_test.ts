import { assertEquals } from "@std/assert";
import { Core } from "../../../../src/irc/core.ts";
import type { Settings } from "../../../../src/irc/state/settings.ts";
import type { Refusing } from "../../../../src/irc/state/refusing.ts";
import { TestNetwork } from "../../../support/test_network.ts";

const HOST_CHANGES = Array.from(
  { length: 20 },
  (_, index) => `MODE ann ${index % 2 === 0 ? "+" : "-"}x`,
);

const METADATA = Array.from(
  { length: 200 },
  (_, index) => `METADATA * SET a :${index}`,
);

/** What one client says, or what befalls it, and which limit that hits. */
const CASES: readonly (readonly [
  limit: Refusing,
  cause: (network: TestNetwork) => void,
  settings?: Partial<Settings>,
])[] = [
  ["ban", (network) => {
    network.operator("root").send("DLINE 198.51.100.7 :spam");
    network.connect("198.51.100.7");
  }],
  ["defcon", (network) => {
    network.operator("root").send("DEFCON 1");
    network.connect("198.51.100.7");
  }],
  ["require-sasl", (network) => {
    network.operator("root").send("UBAN ADD REQUIRE-SASL 198.51.100.7 x");
    network.connect("198.51.100.7").send("NICK ann", "USER ann 0 * :Ann");
  }],
  ["require-sasl", (network) => {
    network.connect().send("NICK ann", "USER ann 0 * :Ann");
  }, { requireSasl: true }],
  ["failures", (network) => {
    network.register("ann").send(...Array(3).fill("OPER root wrong"));
  }],
  ["held-lines", (network) => {
    const ann = network.register("ann");
    network.answers = false;
    ann.send("OPER root wrong", ...Array(33).fill("PING x"));
  }],
  ["hosts", (network) => void network.register("ann").send(...HOST_CHANGES)],
  ["metadata", (network) => {
    const ann = network.register("ann").enable("draft/metadata-3", "batch");
    ann.send(...METADATA);
  }],
  ["renames", (network) => {
    const [ann] = network.channel("#a", "ann");
    ann.enable("draft/channel-rename");
    ann.send("RENAME #a #b", "RENAME #b #c");
  }],
];

for (const [limit, cause, settings] of CASES) {
  Deno.test(`who is hit by ${limit} is counted, and stays counted in a snapshot`, () => {
    const network = new TestNetwork(settings);
    cause(network);
    const { refusalCounts } = network.core.network;
    assertEquals([...refusalCounts.keys()], [limit]);
    const restored = Core.restore(network.core.snapshot(), network.archive);
    assertEquals(restored.network.refusalCounts, refusalCounts);
  });
}
