import { findErgo } from "./servers/ergo.ts";
import { findInspircd } from "./servers/inspircd.ts";
import { findNgircd } from "./servers/ngircd.ts";
import { findBun, findDeno } from "./servers/ours.ts";
import type { Server } from "./servers/server.ts";

const FINDERS: Record<string, (name: string) => Server | string> = {
  deno: (name) => findDeno(name, "off"),
  bun: (name) => findBun(name, "off"),
  ngircd: (name) => findNgircd(name, false),
  inspircd: (name) => findInspircd(name, "off"),
  ergo: (name) => findErgo(name, "off"),
  "deno-no-history": (name) => findDeno(name, "no-history"),
  "bun-no-history": (name) => findBun(name, "no-history"),
  "ergo-history": (name) => findErgo(name, "off", true),
  "ngircd-lookups": (name) => findNgircd(name, true),
  "deno-stock": (name) => findDeno(name, "stock"),
  "bun-stock": (name) => findBun(name, "stock"),
  "deno-no-flood": (name) => findDeno(name, "no-flood"),
  "bun-no-flood": (name) => findBun(name, "no-flood"),
  "inspircd-stock": (name) => findInspircd(name, "stock"),
  "ergo-stock": (name) => findErgo(name, "stock"),
};

/** The names of all servers that `findServer` knows. */
export const SERVER_NAMES: string[] = Object.keys(FINDERS);

/** Finds one of `SERVER_NAMES` on this machine; returns a string that says what lacks if it is not there. */
export function findServer(name: string): Server | string {
  return FINDERS[name](name);
}
