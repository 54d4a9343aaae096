import { encodeBase64 } from "@std/encoding/base64";
import { Enquiries } from "./enquiries.ts";

/** How tokens are found to be good. */
export type TokenSource =
  | {
    /** Whoever gave them is asked @see RFC 7662 */
    readonly kind: "introspection";
    readonly url: string;
    /** Null where the server need not say who it is */
    readonly client: { readonly id: string; readonly secret: string } | null;
  }
  | {
    /** They are signed with one of the keys that are published there @see RFC 7517 */
    readonly kind: "keys";
    readonly url: string;
  }
  | {
    /** They are signed with this key: the public one in PEM */
    readonly kind: "key";
    readonly pem: string;
  }
  | {
    /** They are signed with what both sides know */
    readonly kind: "secret";
    readonly secret: string;
  };

/** Which tokens are good, and for whom. */
export interface TokenSettings {
  readonly source: TokenSource;
  /** The algorithms that they may be signed with */
  readonly algorithms: readonly string[];
  /** Who must have given them; null for anybody, where that one is asked */
  readonly issuer: string | null;
  /** Whom they must be for; null for anybody, where who gave them is asked */
  readonly audience: string | null;
  /** What in them is the name of the account */
  readonly claim: string;
  /** Milliseconds that an answer may take */
  readonly timeoutMs: number;
}

/** What stands in a token. */
type Claims = Readonly<Record<string, unknown>>;

/** Asks over HTTP. */
export type Fetch = (url: string, request: RequestInit) => Promise<Response>;

/** How much the clocks of two machines may differ. */
const TOLERANCE_SECONDS = 10;

/** Finds out whom a token is for. */
export class Tokens {
  readonly #enquiries: Enquiries;
  #verify: Promise<(token: string) => Promise<Claims | null>> | null = null;

  /**
   * @param complain is told of what fails, and is not the token's fault
   * @param ask asks over HTTP
   */
  constructor(
    readonly settings: TokenSettings,
    complain: (text: string) => void,
    readonly ask: Fetch = fetch,
  ) {
    const { timeoutMs } = settings;
    this.#enquiries = new Enquiries(
      "the check of a token",
      timeoutMs,
      complain,
    );
  }

  /** @returns the account that a token is for; null if it is not good, or that cannot be told */
  async check(token: string): Promise<string | null> {
    const { claim, source } = this.settings;
    const claims = await this.#enquiries.put(async (signal) => {
      if (source.kind === "introspection") {
        return await introspect(this, source, token, signal);
      }
      // Loaded for who takes such tokens alone.
      const verify = await (this.#verify ??= verifierOf(this, source));
      return await verify(token);
    });
    const account = claims?.[claim];
    return typeof account === "string" ? account.normalize("NFC") : null;
  }
}

async function introspect(
  { ask, settings: { audience, issuer } }: Tokens,
  { client, url }: Extract<TokenSource, { kind: "introspection" }>,
  token: string,
  signal: AbortSignal,
): Promise<Claims | null> {
  const response = await ask(url, {
    method: "POST",
    headers: {
      accept: "application/json",
      ...client === null ? {} : { authorization: basic(client) },
    },
    body: new URLSearchParams({ token, token_type_hint: "access_token" }),
    // Nobody else is told the token.
    redirect: "error",
    signal,
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`the answer has status ${response.status}`);
  }
  const claims: Claims = Object(await response.json());
  const { active, aud, exp, iss } = claims;
  const isGood = active === true &&
    (exp === undefined || Number(exp) + TOLERANCE_SECONDS > now()) &&
    (issuer === null || iss === issuer) &&
    (audience === null || [aud].flat().includes(audience));
  return isGood ? claims : null;
}

/** @see RFC 6749, section 2.3.1 */
function basic(
  { id, secret }: { readonly id: string; readonly secret: string },
): string {
  const pair = `${encodeURIComponent(id)}:${encodeURIComponent(secret)}`;
  return `Basic ${encodeBase64(pair)}`;
}

function now(): number {
  return Date.now() / 1000;
}

async function verifierOf(
  { ask, settings: { algorithms, audience, issuer, timeoutMs } }: Tokens,
  source: Exclude<TokenSource, { kind: "introspection" }>,
): Promise<(token: string) => Promise<Claims | null>> {
  const jose = await import("jose");
  const keys = () => {
    switch (source.kind) {
      case "keys":
        return jose.createRemoteJWKSet(new URL(source.url), {
          timeoutDuration: timeoutMs,
          [jose.customFetch]: ask,
        });
      case "key":
        return ({ alg = "" }) => jose.importSPKI(source.pem, alg);
      case "secret":
        return () => new TextEncoder().encode(source.secret);
    }
  };
  const key = keys();
  const options = {
    algorithms: [...algorithms],
    audience: audience ?? undefined,
    issuer: issuer ?? undefined,
    requiredClaims: ["exp"],
    clockTolerance: TOLERANCE_SECONDS,
  };
  return async (token) => {
    try {
      return (await jose.jwtVerify(token, key, options)).payload;
    } catch (error) {
      // What the keys' server does wrong is no fault of the token's.
      const isFault = !(error instanceof jose.errors.JOSEError) ||
        error.code === "ERR_JOSE_GENERIC" || error.code === "ERR_JWKS_TIMEOUT";
      if (isFault) throw error;
      return null;
    }
  };
}
