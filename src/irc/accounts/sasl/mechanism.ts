import type { AccountSettings } from "../../state/settings.ts";

/** What a mechanism may look at, besides what the client says. */
export interface Circumstances {
  /** Who has an account */
  readonly accounts: readonly AccountSettings[];
  /** The SHA-256 of the certificate the client showed, in hexadecimal; null for none */
  readonly certificate: string | null;
}

/** What becomes of an exchange. */
export type Outcome =
  | {
    /** The client is sent bytes, and answers them */
    readonly kind: "challenge";
    /** What it is sent; nothing where the client speaks first */
    readonly bytes: Uint8Array;
    /** What the mechanism is given back with the answer */
    readonly state: string;
  }
  | {
    /** It is right if the password is that of the account */
    readonly kind: "check";
    readonly account: string;
    readonly password: string;
  }
  | {
    /** The client has shown that the account is its own */
    readonly kind: "success";
    readonly account: string;
  }
  | { readonly kind: "failure" };

/**
 * A way to authenticate: pure functions, which remember nothing but the state
 * they hand out.
 *
 * @see RFC 4422
 */
export interface Mechanism {
  /** The name under which it is registered, in capitals */
  readonly name: string;
  /**
   * @param circumstances what it may look at
   * @returns what comes first
   */
  start(circumstances: Circumstances): Outcome;
  /**
   * @param response what the client answered
   * @param state the state of the challenge that was answered
   * @param circumstances what it may look at
   * @returns what comes next
   */
  respond(
    response: Uint8Array,
    state: string,
    circumstances: Circumstances,
  ): Outcome;
}
