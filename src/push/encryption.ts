import { Buffer } from "node:buffer";
import { createECDH } from "node:crypto";
import ece from "http_ece";
import { MAX_PAYLOAD_BYTES } from "../irc/push/payload.ts";
import type { PushSubscription } from "../irc/state/push.ts";

/** What the library encrypts with. */
interface Encryption {
  readonly version: "aes128gcm";
  readonly privateKey: ReturnType<typeof createECDH>;
  readonly dh: string;
  readonly authSecret: string;
  readonly rs: number;
  readonly pad: number;
}

const { encrypt } = ece as {
  encrypt(text: Buffer, encryption: Encryption): Buffer;
};

/** More than there is: a push is one record. @see RFC 8291, section 4 */
const RECORD_BYTES = 4096;

/**
 * Encrypts what a device alone can read. It is always as long, so that nobody on the way learns how much was said.
 *
 * @throws {Error} if the device's key is no point of the curve
 * @see RFC 8291
 */
export function encryptFor(
  { auth, p256dh }: Pick<PushSubscription, "auth" | "p256dh">,
  line: string,
): Uint8Array {
  const text = Buffer.from(line);
  const privateKey = createECDH("prime256v1");
  privateKey.generateKeys();
  return encrypt(text, {
    version: "aes128gcm",
    privateKey,
    dh: p256dh,
    authSecret: auth,
    rs: RECORD_BYTES,
    pad: Math.max(MAX_PAYLOAD_BYTES - text.length, 0),
  });
}
