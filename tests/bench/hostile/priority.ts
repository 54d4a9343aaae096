import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import process from "node:process";

const NICENESS = 5;

/**
 * Has this process run as soon as it has something to do, where that is allowed: it measures how
 * long messages take, and does little. Its children run as usual.
 */
export function goFirst(): void {
  const options = ["--all-tasks", "--reset-on-fork", "--rr", "--pid", "1"];
  spawnSync("chrt", [...options, String(process.pid)]);
}

/**
 * Has this process run when there is time left. It must be one of a session of its own: between
 * sessions it is these whose niceness counts, where Linux schedules them so.
 */
export function goLast(): void {
  os.setPriority(NICENESS);
  try {
    fs.writeFileSync("/proc/self/autogroup", String(NICENESS));
  } catch {
    // Not this Linux.
  }
}
