import {
  type Challenge,
  type Circumstances,
  FAILURE,
  type Mechanism,
  type Outcome,
  silence,
  textOf,
} from "./mechanism.ts";
import { splitDevice } from "../../names/device.ts";
import { readGs2Header } from "./gs2_header.ts";

/** Separates what a client says. */
const SEPARATOR = "\x01";

/** The client has been told what is wrong, and only has to say that it has heard it. */
const REFUSED = "refused";

/** @see RFC 6750, section 2.1 */
const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i;

const encoder = new TextEncoder();

/**
 * The client shows a token that somebody else has given it.
 *
 * @see RFC 7628
 */
export const oauthbearer: Mechanism = {
  start: () => silence(""),
  respond(response, state, circumstances) {
    if (state === REFUSED) return FAILURE;
    const message = textOf(response) ?? "";
    const header = readGs2Header(message);
    if (header === null || header.flag.startsWith("p")) {
      return refuse("invalid_request", circumstances);
    }
    const fields = readFields(message.slice(header.text.length));
    if (fields === null) return refuse("invalid_request", circumstances);
    // Without a token a client asks who gives one: section 4.3.
    const [, token] = BEARER.exec(fields.get("auth") ?? "") ?? [];
    if (token === undefined) return refuse("invalid_token", circumstances);
    const { account, device } = splitDevice(header.authorizedAs ?? "");
    const named = account === "" ? null : account;
    return { kind: "token", account: named, device, token };
  },
  lastWord: (circumstances) => refuse("invalid_token", circumstances),
};

/** They stand between separators, and one more ends them: null if they do not. */
function readFields(text: string): ReadonlyMap<string, string> | null {
  if (text === SEPARATOR) return new Map();
  if (!text.startsWith(SEPARATOR) || !text.endsWith(SEPARATOR.repeat(2))) {
    return null;
  }
  const fields = new Map<string, string>();
  for (const field of text.slice(1, -2).split(SEPARATOR)) {
    const [, key, value] = /^([A-Za-z]+)=([^\0]*)$/.exec(field) ?? [];
    if (key === undefined) return null;
    fields.set(key, value);
  }
  return fields;
}

/** @see RFC 7628, section 3.2.2 */
function refuse(
  status: string,
  { discovery }: Circumstances,
): Challenge & Outcome {
  const more = discovery === null ? {} : { "openid-configuration": discovery };
  const bytes = encoder.encode(JSON.stringify({ status, ...more }));
  return { kind: "challenge", bytes, state: REFUSED };
}
