import * as v from "valibot";
import type { ServerBan } from "../irc/state/server_ban.ts";
import type { Runtime } from "../runtime/runtime.ts";

const schema = v.array(v.strictObject({
  kind: v.picklist(["K", "D"]),
  mask: v.string(),
  reason: v.string(),
  setBy: v.string(),
  setAt: v.number(),
  expiresAt: v.nullable(v.number()),
}));

/**
 * Reads the server bans that were kept.
 *
 * @param path their file; null for none
 * @param runtime where the file is
 * @returns the bans; none where there is no file yet
 * @throws {Error} if what is there is not a file of bans
 */
export function readBans(path: string | null, runtime: Runtime): ServerBan[] {
  if (path === null || !runtime.exists(path)) return [];
  try {
    return v.parse(schema, JSON.parse(runtime.readTextFile(path)));
  } catch {
    throw new Error(`${path} is not a file of server bans`);
  }
}

/**
 * Keeps the server bans across restarts.
 *
 * @param path their file
 * @param bans all of them
 * @param runtime where the file is
 * @throws {Error} if it cannot be written
 */
export function writeBans(
  path: string,
  bans: readonly ServerBan[],
  runtime: Runtime,
): void {
  runtime.writeTextFile(path, JSON.stringify(bans, null, 2) + "\n");
}
