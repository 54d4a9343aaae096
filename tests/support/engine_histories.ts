/**
 * Carries out the histories of a file, and prints of each a digest of what was
 * written to whom, and one of the state in the end.
 */
import { readFileSync } from "node:fs";
import process from "node:process";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { digestOf } from "../../src/irc/snapshot.ts";
import type { Step } from "../sim/histories.ts";
import { Inputs, Simulation } from "../sim/simulation.ts";

const encoder = new TextEncoder();

function resultOf(steps: readonly Step[]): string {
  const simulation = new Simulation();
  const inputs = new Inputs(() => simulation.core.network.archive);
  const { core, written } = carryOut(simulation, inputs, steps);
  const bytes = bytesToHex(sha256(encoder.encode(written.join("\n"))));
  return `${written.length} ${bytes} ${digestOf(core.snapshot())}`;
}

function carryOut(
  simulation: Simulation,
  inputs: Inputs,
  steps: readonly Step[],
): Simulation {
  for (const step of steps) {
    for (const input of inputs.of(step)) inputs.ask(simulation.apply(input));
  }
  return simulation;
}

const histories: Step[][] = JSON.parse(readFileSync(process.argv[2], "utf8"));
for (const steps of histories) console.log(resultOf(steps));
