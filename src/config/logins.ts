import * as v from "valibot";
import { createPublicKey } from "node:crypto";
import {
  DEFAULT_LOGIN_RULES,
  type LoginRules,
  SASL_MECHANISMS,
} from "../irc/names/login_rules.ts";
import type { OutsideSettings } from "../net/enquiries.ts";
import type { TokenSettings, TokenSource } from "../net/tokens.ts";
import type { Mistake } from "./mistake.ts";
import {
  isOneWay,
  ONE_WAY,
  outsideEntries,
  outsideSettingsOf,
  timeout,
  url,
} from "./outside.ts";
import { table, text, yesOrNo } from "./values.ts";

/** With a key that is published, and with one that both sides know. */
const SIGNATURES = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
] as const;
const MACS = ["HS256", "HS384", "HS512"] as const;

/** Such a key makes no token that is taken for one that is signed. */
const USUAL = {
  signatures: ["RS256", "PS256", "ES256", "EdDSA"],
  macs: ["HS256"],
};

function listOf<const Words extends readonly string[]>(words: Words) {
  const message = `must be a list of ${words.join(", ")}`;
  return v.array(v.picklist(words, message), message);
}

/** What must be set, and not together. */
const SOURCES = [
  "introspection-url",
  "jwks-url",
  "key-file",
  "secret",
] as const;

/** The table `[accounts.oauth2]`: tokens that somebody else gives. */
const tokensSchema = v.pipe(
  table({
    "introspection-url": v.optional(url),
    "client-id": v.optional(text),
    "client-secret": v.optional(text),
    "jwks-url": v.optional(url),
    "key-file": v.optional(text),
    secret: v.optional(
      v.pipe(text, v.minLength(32, "must be at least 32 characters")),
    ),
    algorithms: v.optional(v.pipe(
      listOf([...SIGNATURES, ...MACS]),
      v.minLength(1, "must not be empty"),
    )),
    issuer: v.optional(text),
    audience: v.optional(text),
    claim: v.optional(text),
    "discovery-url": v.optional(url),
    timeout: v.optional(timeout, 5),
    creates: v.optional(yesOrNo, false),
  }),
  v.check(
    (given) => SOURCES.filter((key) => given[key] !== undefined).length === 1,
    `must have one of ${SOURCES.join(", ")}`,
  ),
  v.check(
    (given) =>
      (given["client-id"] === undefined) ===
        (given["client-secret"] === undefined),
    "must have both client-id and client-secret, or none",
  ),
  v.check(
    ({ audience, issuer, ...given }) =>
      given["introspection-url"] !== undefined ||
      audience !== undefined && issuer !== undefined,
    "must have an issuer and an audience: tokens for others are none for here",
  ),
  v.check(
    ({ algorithms = [], secret }) => {
      const fit: readonly string[] = secret === undefined ? SIGNATURES : MACS;
      return algorithms.every((name) => fit.includes(name));
    },
    "must have algorithms that fit: HS... with secret, and no others",
  ),
);

/** The table `[accounts.authenticator]`: somebody outside of the server who is asked about logins. */
const authenticatorSchema = v.pipe(
  table({ ...outsideEntries, creates: v.optional(yesOrNo, false) }),
  v.check((given) => isOneWay(given), ONE_WAY),
);

/** The keys of the table `[accounts]` that say how clients log in. */
export const loginEntries = {
  mechanisms: v.optional(
    listOf(SASL_MECHANISMS),
    [...DEFAULT_LOGIN_RULES.mechanisms],
  ),
  "pass-login": v.optional(yesOrNo, DEFAULT_LOGIN_RULES.pass),
  authenticator: v.optional(authenticatorSchema),
  oauth2: v.optional(tokensSchema),
} as const;

type Tokens = v.InferOutput<typeof tokensSchema>;

/** What they say. */
interface Logins {
  readonly mechanisms: LoginRules["mechanisms"];
  readonly "pass-login": boolean;
  readonly authenticator?: v.InferOutput<typeof authenticatorSchema>;
  readonly oauth2?: Tokens;
}

/** @returns how clients log in, as far as the core must know */
export function loginRulesOf(
  { authenticator, mechanisms, oauth2, ...others }: Logins,
): LoginRules {
  return {
    mechanisms,
    pass: others["pass-login"],
    authenticator: authenticator !== undefined,
    tokens: oauth2 !== undefined,
    discovery: oauth2?.["discovery-url"] ?? null,
    createsFor: {
      authenticator: authenticator?.creates ?? false,
      token: oauth2?.creates ?? false,
    },
  };
}

/** @returns who decides about logins outside of the server; null for nobody */
export function authenticatorOf(
  { authenticator }: Logins,
): OutsideSettings | null {
  return authenticator === undefined ? null : outsideSettingsOf(authenticator);
}

/**
 * @param keyFile what the file with the key holds
 * @returns which tokens are good; null for none
 */
export function tokenSettingsOf(
  { oauth2 }: Logins,
  keyFile: string | undefined,
): TokenSettings | null {
  if (oauth2 === undefined) return null;
  const { algorithms, audience = null, claim, issuer = null, timeout } = oauth2;
  const source = sourceOf(oauth2, keyFile);
  const isAsked = source.kind === "introspection";
  return {
    source,
    algorithms: algorithms ??
      (source.kind === "secret" ? USUAL.macs : USUAL.signatures),
    audience,
    issuer,
    claim: claim ?? (isAsked ? "username" : "preferred_username"),
    timeoutMs: timeout * 1000,
  };
}

function sourceOf(
  { secret, ...given }: Tokens,
  keyFile: string | undefined,
): TokenSource {
  const { "client-id": id, "client-secret": password } = given;
  const { "introspection-url": asked, "jwks-url": published } = given;
  if (asked !== undefined) {
    const client = id === undefined || password === undefined
      ? null
      : { id, secret: password };
    return { kind: "introspection", url: asked, client };
  }
  if (published !== undefined) return { kind: "keys", url: published };
  if (secret !== undefined) return { kind: "secret", secret };
  return { kind: "key", pem: publicKeyIn(keyFile ?? "") ?? "" };
}

/** Reads a public key in PEM, or that of a certificate; null if there is none. */
function publicKeyIn(text: string): string | null {
  if (/PRIVATE KEY/.test(text)) return null;
  try {
    const key = createPublicKey(text);
    return String(key.export({ type: "spki", format: "pem" }));
  } catch {
    return null;
  }
}

/** Where the file with the key stands in the configuration. */
export const KEY_FILE = ["accounts", "oauth2", "key-file"] as const;

/** A file that is to hold a key, and holds none. */
export function keyFileMistakes(keyFile: string | undefined): Mistake[] {
  if (keyFile === undefined || publicKeyIn(keyFile) !== null) return [];
  return [{ path: [...KEY_FILE], fault: "holds no public key in PEM" }];
}
