import { request } from "node:https";
import {
  addressIn,
  ForbiddenAddress,
  isPublic,
  lookupPublic,
} from "./addresses.ts";
import type { PushSettings } from "./push_settings.ts";

/** What a push service has answered. */
export interface PushAnswer {
  /** Of HTTP */
  readonly status: number;
  /** In how many milliseconds it may be asked again, if it says so; else 0 */
  readonly retryAfterMs: number;
}

/**
 * Sends something to a push service over HTTPS, on a connection of its own. No redirect is followed: it could lead
 * anywhere.
 *
 * @param signal once it is given up, ends what is under way
 * @throws {ForbiddenAddress} if the push service is where none may be
 * @throws {Error} if it does not answer
 */
export function postTo(
  endpoint: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
  { ca, privateAddresses }: PushSettings,
  signal: AbortSignal,
): Promise<PushAnswer> {
  const url = new URL(endpoint);
  const address = addressIn(url);
  // An address is not looked up.
  if (!privateAddresses && address !== null && !isPublic(address)) {
    return Promise.reject(new ForbiddenAddress());
  }
  return new Promise((resolve, reject) => {
    const sent = request({
      method: "POST",
      hostname: address ?? url.hostname,
      port: url.port === "" ? 443 : Number(url.port),
      path: url.pathname + url.search,
      headers: { ...headers, "content-length": String(body.length) },
      agent: false,
      ...ca === null ? {} : { ca },
      ...privateAddresses ? {} : { lookup: lookupPublic() },
      signal,
    });
    sent.on("error", reject);
    sent.on("response", (response) => {
      const { headers, statusCode = 0 } = response;
      response.on("error", () => {});
      resolve({
        status: statusCode,
        retryAfterMs: millisecondsIn(headers["retry-after"] ?? ""),
      });
      // What it has to say besides may have no end.
      sent.destroy();
    });
    sent.end(body);
  });
}

/** @see RFC 9110, section 10.2.3 */
function millisecondsIn(retryAfter: string): number {
  const milliseconds = /^\d+$/.test(retryAfter)
    ? Number(retryAfter) * 1000
    : Date.parse(retryAfter) - Date.now();
  return Math.max(milliseconds || 0, 0);
}
