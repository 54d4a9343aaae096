import { Buffer } from "node:buffer";
import { importJWK, SignJWT } from "jose";
import type { PushKey } from "../irc/state/push.ts";

/** Seconds that a token holds: a day is the most there may be. */
const LIFE_SECONDS = 12 * 3600;

/** So many tokens are kept; there are few push services. */
const MOST_TOKENS = 256;

/** Tells push services who sends: signs a token for each, and keeps it while it holds. */
export class Vapid {
  readonly #tokens = new Map<string, { token: string; until: number }>();
  readonly #key: ReturnType<typeof importJWK>;

  /** @param contact whom push services may write to */
  constructor(readonly key: PushKey, readonly contact: string) {
    this.#key = importJWK(asJwk(key), "ES256");
  }

  /**
   * Gives what the header `Authorization` is to hold.
   *
   * @param origin the push service
   * @param now in seconds since 1970
   * @see RFC 8292, section 3
   */
  async authorization(origin: string, now: number): Promise<string> {
    const known = this.#tokens.get(origin);
    const isGood = known !== undefined && now < known.until - LIFE_SECONDS / 2;
    const token = isGood ? known.token : await this.#sign(origin, now);
    return `vapid t=${token}, k=${this.key.publicKey}`;
  }

  async #sign(origin: string, now: number): Promise<string> {
    const until = Math.floor(now) + LIFE_SECONDS;
    const token = await new SignJWT()
      .setProtectedHeader({ typ: "JWT", alg: "ES256" })
      .setAudience(origin)
      .setExpirationTime(until)
      .setSubject(this.contact)
      .sign(await this.#key);
    const [oldest = origin] = this.#tokens.keys();
    if (this.#tokens.size >= MOST_TOKENS) this.#tokens.delete(oldest);
    this.#tokens.set(origin, { token, until });
    return token;
  }
}

/** A point is a byte and its two coordinates. */
function asJwk({ privateKey, publicKey }: PushKey) {
  const [x, y] = [[1, 33], [33, 65]].map(([from, to]) =>
    Buffer.from(publicKey, "base64url").subarray(from, to).toString("base64url")
  );
  return { kty: "EC", crv: "P-256", x, y, d: privateKey };
}
