import { Buffer } from "node:buffer";
import { createECDH } from "node:crypto";
import { PUSH_KEY } from "../irc/state/records.ts";
import type { Change } from "../irc/state/records.ts";
import type { RecordStore } from "../store/record_store.ts";

/**
 * Makes the key by which push services know this server, where records have none yet. Another one would turn every
 * device away that knows the first.
 *
 * @param records what is kept
 * @param madeAt now, in milliseconds since 1970
 * @returns what is kept, with the key
 * @throws {Error} if it cannot be written
 */
export function withPushKey(
  records: readonly Change[],
  store: RecordStore,
  madeAt: number,
): readonly Change[] {
  if (records.some(({ kind }) => kind === "push-key")) return records;
  const pair = createECDH("prime256v1");
  const publicKey = pair.generateKeys("base64url");
  // A number that begins with zeros has fewer digits otherwise.
  const privateKey = pair.getPrivateKey("hex").padStart(64, "0");
  const value = {
    publicKey,
    privateKey: Buffer.from(privateKey, "hex").toString("base64url"),
    madeAt,
  };
  const change = { kind: "push-key", key: PUSH_KEY, value } as const;
  store.write([change]);
  return [...records, change];
}
