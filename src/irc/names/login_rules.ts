/** The mechanisms of SASL that there are, the best one first. */
export const SASL_MECHANISMS = [
  "SCRAM-SHA-256-PLUS",
  "SCRAM-SHA-256",
  "EXTERNAL",
  "OAUTHBEARER",
  "PLAIN",
] as const;

/** One of {@linkcode SASL_MECHANISMS}. */
export type SaslMechanism = typeof SASL_MECHANISMS[number];

/** How often SCRAM-SHA-256 hashes a new password: what RFC 7677, section 4, asks for at least. */
export const SCRAM_ITERATIONS = 4096;

/** How clients log in to accounts. */
export interface LoginRules {
  /** The mechanisms that they may choose from, wherever there is what one needs */
  readonly mechanisms: readonly SaslMechanism[];
  /** True if PASS may hold an account and its password */
  readonly pass: boolean;
  /** True if somebody outside of the server is asked about logins */
  readonly authenticator: boolean;
  /** True if tokens are accepted */
  readonly tokens: boolean;
  /** Where clients learn who gives them tokens; null for nowhere */
  readonly discovery: string | null;
  /** True if who is let in outside of the server, and has no account, is given one: by the authenticator, or for a token */
  readonly createsFor: {
    readonly authenticator: boolean;
    readonly token: boolean;
  };
}

/** The rules, unless the configuration says otherwise. */
export const DEFAULT_LOGIN_RULES: LoginRules = {
  mechanisms: SASL_MECHANISMS,
  pass: true,
  authenticator: false,
  tokens: false,
  discovery: null,
  createsFor: { authenticator: false, token: false },
};
