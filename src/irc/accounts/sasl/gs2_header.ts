/** What stands before the first message of a client: what it binds the exchange to, and whom it acts as. */
export interface Gs2Header {
  /** As it stands, up to and with its second comma */
  readonly text: string;
  /** `n`: it knows no channel binding, `y`: the server knows none, it believes, `p=...`: that of this type */
  readonly flag: string;
  /** The account that it wants to act as; null for its own */
  readonly authorizedAs: string | null;
}

const FORM = /^(n|y|p=[A-Za-z0-9.-]+),(?:a=([^,]+))?,/;

/**
 * Reads the header of a client's first message; null if that does not begin with one.
 *
 * @see RFC 5801, section 4; RFC 5802, section 7
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const header = { text: "n,a=ann,", flag: "n", authorizedAs: "ann" };
 * assertEquals(readGs2Header("n,a=ann,n=ann,r=x"), header);
 * assertEquals(readGs2Header("n=ann"), null);
 * ```
 */
export function readGs2Header(message: string): Gs2Header | null {
  const found = FORM.exec(message);
  if (found === null) return null;
  const [text, flag, name] = found;
  const authorizedAs = name === undefined ? null : readSaslName(name);
  return name !== undefined && authorizedAs === null
    ? null
    : { text, flag, authorizedAs };
}

/**
 * Reads a name in which commas and equals signs stand otherwise; null if it is none.
 *
 * @see RFC 5802, section 5.1
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(readSaslName("a=2Cb=3Dc"), "a,b=c");
 * assertEquals(readSaslName("a=b"), null);
 * ```
 */
export function readSaslName(text: string): string | null {
  if (text === "" || !/^(?:[^=,\0]|=2C|=3D)*$/.test(text)) return null;
  return text.replaceAll("=2C", ",").replaceAll("=3D", "=");
}
