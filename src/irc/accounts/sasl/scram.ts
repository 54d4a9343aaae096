import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { hexToBytes } from "@noble/hashes/utils.js";
import { timingSafeEqual } from "@std/crypto/timing-safe-equal";
import { encodeBase64 } from "@std/encoding/base64";
import { fold } from "../../names/casemapping.ts";
import { type Login, splitDevice } from "../../names/device.ts";
import { decodeBase64 } from "./base64.ts";
import { type Gs2Header, readGs2Header, readSaslName } from "./gs2_header.ts";
import {
  type Circumstances,
  FAILURE,
  type Mechanism,
  type Outcome,
  silence,
  textOf,
} from "./mechanism.ts";

/** The one type of channel binding that there is on either runtime. */
const BINDING_TYPE = "tls-server-end-point";

/** @see RFC 5802, section 7: server-error-value */
type ScramError =
  | "invalid-encoding"
  | "extensions-not-supported"
  | "channel-bindings-dont-match"
  | "server-does-support-channel-binding"
  | "channel-binding-not-supported"
  | "unsupported-channel-binding-type"
  | "invalid-username-encoding"
  | "other-error";

/** What is kept from one response to the next. */
type State =
  | { readonly step: "first"; readonly secret: string }
  | Login & {
    readonly step: "proof";
    /** The header of the client's first message */
    readonly header: string;
    /** The first messages of both, with a comma between them */
    readonly messages: string;
    readonly nonce: string;
  }
  | Login & { readonly step: "proved" }
  | { readonly step: "refused" };

const encoder = new TextEncoder();

/** @see RFC 7677 */
export const scramSha256 = scram(false);

/** @see RFC 5802, section 6; RFC 5929, section 4 */
export const scramSha256Plus = scram(true);

/**
 * The client proves that it has the password, and the server that it has what is kept of it; neither says it.
 *
 * @param binds true if it is bound to the TLS connection
 */
function scram(binds: boolean): Mechanism {
  return {
    draws: true,
    start: (secret) => silence(JSON.stringify({ step: "first", secret })),
    respond(response, state, circumstances) {
      const at: State = JSON.parse(state);
      switch (at.step) {
        case "first":
          return answerFirst(response, at.secret, circumstances, binds);
        case "proof":
          return checkProof(response, at, circumstances, binds);
        case "proved": {
          const { account, device } = at;
          return response.length === 0
            ? { kind: "success", account, device }
            : FAILURE;
        }
        case "refused":
          return FAILURE;
      }
    },
  };
}

function challenge(text: string, state: State): Outcome {
  const bytes = encoder.encode(text);
  return { kind: "challenge", bytes, state: JSON.stringify(state) };
}

/** The client is told what is wrong with what it says; a proof that is wrong is none of that. */
function refuse(error: ScramError): Outcome {
  return challenge(`e=${error}`, { step: "refused" });
}

function answerFirst(
  response: Uint8Array,
  secret: string,
  circumstances: Circumstances,
  binds: boolean,
): Outcome {
  const message = textOf(response);
  const header = message === null ? null : readGs2Header(message);
  if (message === null || header === null) return refuse("invalid-encoding");
  const fault = bindingFault(header, circumstances, binds);
  if (fault !== null) return refuse(fault);
  const bare = message.slice(header.text.length);
  if (bare.startsWith("m=")) return refuse("extensions-not-supported");
  const [, name, clientNonce] = /^n=([^,]*),r=([!-+\--~]+)(?:,|$)/.exec(bare) ??
    [];
  if (clientNonce === undefined) return refuse("invalid-encoding");
  const login = readSaslName(name);
  if (login === null) return refuse("invalid-username-encoding");
  const { account, device } = splitDevice(login);
  // Nobody may act as somebody else.
  const actsAs = splitDevice(header.authorizedAs ?? login).account;
  if (fold(actsAs) !== fold(account)) return refuse("other-error");
  const { iterations, salt } = circumstances.keysOf(account);
  const nonce = clientNonce + secret;
  const text = `r=${nonce},s=${salt},i=${iterations}`;
  const messages = `${bare},${text}`;
  return challenge(text, {
    step: "proof",
    account,
    device,
    header: header.text,
    messages,
    nonce,
  });
}

/** @see RFC 5802, section 6 */
function bindingFault(
  { flag }: Gs2Header,
  { binding }: Circumstances,
  binds: boolean,
): ScramError | null {
  if (!flag.startsWith("p=")) {
    // Who takes the server for one without it was told so by somebody between the two.
    const isMisled = flag === "y" && binding !== null;
    if (isMisled) return "server-does-support-channel-binding";
    return binds ? "other-error" : null;
  }
  if (!binds || binding === null) return "channel-binding-not-supported";
  return flag === `p=${BINDING_TYPE}`
    ? null
    : "unsupported-channel-binding-type";
}

function checkProof(
  response: Uint8Array,
  { account, device, header, messages, nonce }: Extract<
    State,
    { step: "proof" }
  >,
  circumstances: Circumstances,
  binds: boolean,
): Outcome {
  const message = textOf(response) ?? "";
  const [, withoutProof, given, givenNonce, proofText] =
    /^(c=([^,]*),r=([^,]*)(?:,[^p,][^,]*)*),p=([^,]*)$/.exec(message) ?? [];
  const bound = decodeBase64(given ?? "");
  const proof = decodeBase64(proofText ?? "");
  if (withoutProof === undefined || bound === null || proof === null) {
    return refuse("invalid-encoding");
  }
  if (!isSame(bound, boundTo(header, circumstances, binds))) {
    return refuse("channel-bindings-dont-match");
  }
  if (givenNonce !== nonce) return refuse("other-error");
  const keys = circumstances.keysOf(account);
  const signed = encoder.encode(`${messages},${withoutProof}`);
  const storedKey = decodeBase64(keys.storedKey) ?? new Uint8Array();
  const signature = hmac(sha256, storedKey, signed);
  const clientKey = signature.map((byte, index) => byte ^ proof[index]);
  const isRight = proof.length === signature.length &&
    isSame(sha256(clientKey), storedKey);
  // A client needs no word for a wrong password: section 7 lets the exchange end at once.
  if (!isRight || circumstances.isThrottled(account)) {
    return { kind: "failure", account };
  }
  const serverKey = decodeBase64(keys.serverKey) ?? new Uint8Array();
  const verifier = encodeBase64(hmac(sha256, serverKey, signed));
  return challenge(`v=${verifier}`, { step: "proved", account, device });
}

/** What the client repeats: its header, and what the exchange is bound to. */
function boundTo(
  header: string,
  { binding }: Circumstances,
  binds: boolean,
): Uint8Array {
  const data = binds && binding !== null ? hexToBytes(binding) : [];
  return new Uint8Array([...encoder.encode(header), ...data]);
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
