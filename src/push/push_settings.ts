/** How pushes are sent. */
export interface PushSettings {
  /** Whom push services may write to: a `mailto:` or `https:` URL @see RFC 8292, section 2.1 */
  readonly contact: string;
  /** Milliseconds that a push service has to answer */
  readonly timeoutMs: number;
  /** The certificates, in PEM, of those who may vouch for push services' own; null for those that everybody trusts */
  readonly ca: string | null;
  /** True if push services may be inside of this network: users make this server connect to it then */
  readonly privateAddresses: boolean;
}
