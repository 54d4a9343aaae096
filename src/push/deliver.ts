import { encryptFor } from "./encryption.ts";
import { ForbiddenAddress } from "./addresses.ts";
import { postTo, type PushAnswer } from "./post.ts";
import { PushFault, type PushOrder, type PushSender } from "./pusher.ts";
import { Vapid } from "./vapid.ts";

/** Seconds that a push service keeps a push for a device that sleeps. */
const LIFE_SECONDS = 7 * 24 * 3600;

/** The one that has signed last: mostly nothing changes. */
let vapid: Vapid | null = null;

function vapidOf({ key, settings: { contact } }: PushSender): Vapid {
  if (vapid?.key.publicKey === key.publicKey && vapid.contact === contact) {
    return vapid;
  }
  return vapid = new Vapid(key, contact);
}

/**
 * Encrypts a push and hands it over to its push service.
 *
 * @param signal once it is given up, ends what is under way
 * @throws {PushFault} if it can never be sent there
 * @throws {Error} if the push service does not answer
 * @see RFC 8030, section 5
 */
export async function deliver(
  { line, to, urgency }: PushOrder,
  sender: PushSender,
  signal: AbortSignal,
): Promise<PushAnswer> {
  const { origin } = new URL(to.endpoint);
  const body = encrypted(to, line);
  const now = Date.now() / 1000;
  const headers = {
    authorization: await vapidOf(sender).authorization(origin, now),
    "content-encoding": "aes128gcm",
    "content-type": "application/octet-stream",
    ttl: String(LIFE_SECONDS),
    urgency,
  };
  try {
    const { settings } = sender;
    return await postTo(to.endpoint, headers, body, settings, signal);
  } catch (error) {
    if (error instanceof ForbiddenAddress) throw new PushFault(error.message);
    throw error;
  }
}

/** A device may say that its key is a point which is none. */
function encrypted(to: PushOrder["to"], line: string): Uint8Array {
  try {
    return encryptFor(to, line);
  } catch {
    throw new PushFault("the device's key is none");
  }
}
