import type { Login } from "../../names/device.ts";
import type { ScramKeys } from "../../state/account.ts";

/** What a mechanism may look at, besides what the client says. */
export interface Circumstances {
  /** The hash of the certificate that the server has shown, in hexadecimal; null where channel binding is not offered */
  readonly binding: string | null;
  /** Where clients learn who gives them tokens; null for nowhere */
  readonly discovery: string | null;
  /** Gives what SCRAM checks a password with; for an account without that, what no password is right for */
  keysOf(account: string): ScramKeys;
  /** Tells whether logins to an account have failed so often that none is right for now */
  isThrottled(account: string): boolean;
}

/** What the server says, and the client answers. */
export interface Challenge {
  readonly kind: "challenge";
  /** What the client is sent; nothing where it speaks first */
  readonly bytes: Uint8Array;
  /** What the mechanism is given back with the answer */
  readonly state: string;
}

/** What becomes of an exchange. */
export type Outcome =
  | Challenge
  | Login & {
    /** It is right if the password is that of the account */
    readonly kind: "password";
    readonly password: string;
  }
  | {
    /** It is right if the certificate that the client has shown opens the account */
    readonly kind: "certificate";
    /** Null for whichever it opens */
    readonly account: string | null;
    readonly device: Login["device"];
  }
  | {
    /** It is right if the token is good for the account */
    readonly kind: "token";
    /** Null for whichever it is good for */
    readonly account: string | null;
    readonly device: Login["device"];
    readonly token: string;
  }
  | Login & {
    /** The client has shown that the account is its own */
    readonly kind: "success";
  }
  | {
    readonly kind: "failure";
    /** The account whose password was wrong; null if none was tried */
    readonly account: string | null;
  };

/** The end of an exchange in which the client has tried nothing. */
export const FAILURE: Outcome = { kind: "failure", account: null };

/**
 * A way to authenticate: pure functions, which remember nothing but the state
 * they hand out.
 *
 * @see RFC 4422
 */
export interface Mechanism {
  /** True if it needs chance */
  readonly draws?: true;
  /**
   * Begins an exchange.
   *
   * @param secret chance that nobody can guess, where it needs some
   * @returns what comes first
   */
  start(secret: string): Outcome;
  /**
   * Goes on with an exchange.
   *
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
  /** Gives what the client is sent before its exchange fails; left out for nothing. */
  lastWord?(circumstances: Circumstances): Challenge;
}

/** What a client that speaks first is sent. */
export function silence(state: string): Challenge {
  return { kind: "challenge", bytes: new Uint8Array(), state };
}

// A byte order mark would be part of what was typed.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads the text of a response; null if it is no UTF-8. */
export function textOf(response: Uint8Array): string | null {
  try {
    return decoder.decode(response);
  } catch {
    return null;
  }
}
