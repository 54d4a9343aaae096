import * as v from "valibot";
import { banKey } from "../irc/state/records.ts";
import type { ServerBan } from "../irc/state/server_ban.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { RecordStore } from "./record_store.ts";

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

/** Makes records of the bans of a file. */
export function takeInBans(
  path: string | null,
  runtime: Runtime,
  store: RecordStore,
): void {
  store.write(
    readBans(path, runtime).map((value) => ({
      kind: "ban",
      key: banKey(value),
      value,
    })),
  );
}
