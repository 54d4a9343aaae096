import { decodeBase64, encodeBase64 } from "@std/encoding/base64";
import { FAILURE } from "../../src/irc/accounts/sasl/mechanism.ts";
import type {
  Circumstances,
  Mechanism,
  Outcome,
} from "../../src/irc/accounts/sasl/mechanism.ts";
import { scramFinal, scramKeysOf } from "./scram_keys.ts";
import type { TestClient } from "./test_network.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** What mechanisms look at, unless a test changes it: every account has the same password. */
export const CIRCUMSTANCES: Circumstances = {
  binding: null,
  discovery: null,
  keysOf: () => scramKeysOf("sesame"),
  isThrottled: () => false,
};

/** The end of an exchange in which nothing was tried. */
export const REFUSED = FAILURE;

/** An exchange with a mechanism, of which only the texts are said. */
export class Exchange {
  #state: string;

  /**
   * @param circumstances what differs from {@linkcode CIRCUMSTANCES}
   * @param secret the chance that it is given
   */
  constructor(
    readonly mechanism: Mechanism,
    readonly circumstances: Partial<Circumstances> = {},
    secret = "0123456789abcdef",
  ) {
    const outcome = mechanism.start(secret);
    this.#state = outcome.kind === "challenge" ? outcome.state : "";
  }

  /** @returns what a response is answered with, or what becomes of the exchange */
  say(response: string | Uint8Array): string | Outcome {
    const bytes = typeof response === "string"
      ? encoder.encode(response)
      : response;
    const circumstances = { ...CIRCUMSTANCES, ...this.circumstances };
    const outcome = this.mechanism.respond(bytes, this.#state, circumstances);
    if (outcome.kind !== "challenge") return outcome;
    this.#state = outcome.state;
    return decoder.decode(outcome.bytes);
  }
}

/** Gives AUTHENTICATE with each parameter. @returns all that the client got */
export function authenticate(
  client: TestClient,
  ...parameters: string[]
): string[] {
  return client.send(...parameters.map((param) => `AUTHENTICATE ${param}`));
}

/** What the server says with AUTHENTICATE in the last of some lines. */
export function challengeIn(lines: readonly string[]): string {
  const [, text = ""] = /^AUTHENTICATE (.*)$/.exec(lines.at(-1) ?? "") ?? [];
  return text === "+" ? "" : decoder.decode(decodeBase64(text));
}

/**
 * Goes through SCRAM-SHA-256 to its end.
 *
 * @returns what the proof and the empty response are answered with
 */
export function authenticateByScram(
  client: TestClient,
  account: string,
  password: string,
): string[] {
  const first = `n,,n=${account},r=client`;
  const lines = authenticate(client, "SCRAM-SHA-256", encodeBase64(first));
  const final = scramFinal(first, challengeIn(lines), password);
  const answer = authenticate(client, encodeBase64(final));
  return answer.at(-1)?.startsWith("AUTHENTICATE ")
    ? [...answer, ...authenticate(client, "+")]
    : answer;
}

/** What AUTHENTICATE PLAIN is answered with. */
export function plainResponse(account: string, password: string): string {
  return encodeBase64(`\0${account}\0${password}`);
}
