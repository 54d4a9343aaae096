import type { Scenario } from "../scenarios.ts";
import { hostile } from "./chat.ts";
import { type FloodName, FLOODS } from "./floods.ts";

const FLOOD_NAMES = Object.keys(FLOODS) as FloodName[];

/** Nobody, one and eight clients that flood; what is measured is how long others wait. */
export const HOSTILE_SCENARIOS: Scenario[] = [
  scenarioOf("who", 0, "nobody floods"),
  ...[1, 8].flatMap((flooders) =>
    FLOOD_NAMES.map((flood) =>
      scenarioOf(flood, flooders, `${flooders} × ${FLOODS[flood].title}`)
    )
  ),
];

function scenarioOf(
  flood: FloodName,
  flooders: number,
  title: string,
): Scenario {
  return {
    name: flooders === 0 ? "quiet" : `${flood}-${flooders}`,
    title,
    metrics: [{ key: "p99", label: "p99, ms", digits: 1 }],
    run: (server, timing) => hostile(server, timing, flood, flooders),
  };
}
