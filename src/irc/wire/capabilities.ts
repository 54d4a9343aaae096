/** The tags that capabilities bring, as bits: a message is encoded once for each sum of them that differs. */
export const TAG_BITS = { time: 1, account: 2, messageTags: 4 } as const;

/** What a capability has to do with others, and with tags. */
interface Description {
  /** Those without which it has no effect */
  readonly needs?: readonly Capability[];
  /** The one it is another name of */
  readonly means?: Capability;
  /** The tags it brings, of {@linkcode TAG_BITS} */
  readonly tags?: number;
}

const TABLE = {
  "account-notify": {},
  "account-tag": { tags: TAG_BITS.account },
  "away-notify": {},
  "batch": {},
  "cap-notify": {},
  "chghost": {},
  "draft/account-registration": {},
  "draft/channel-rename": {},
  "draft/chathistory": {},
  "draft/event-playback": {},
  "draft/extended-isupport": {},
  "draft/message-redaction": { needs: ["message-tags"] },
  "draft/metadata-3": { needs: ["batch"] },
  "draft/multiline": { needs: ["batch"] },
  "draft/no-implicit-names": { means: "no-implicit-names" },
  "draft/persistence": {},
  "draft/pre-away": {},
  "draft/read-marker": {},
  "draft/relaymsg": {},
  "draft/webpush": {},
  "draft/whoami": {},
  "echo-message": {},
  "extended-join": {},
  "extended-monitor": {},
  "invite-notify": {},
  "ircd/resume": {},
  "labeled-response": { needs: ["batch"] },
  "message-tags": { tags: TAG_BITS.messageTags },
  "multi-prefix": {},
  "no-implicit-names": {},
  "sasl": {},
  "server-time": { tags: TAG_BITS.time },
  "setname": {},
  "soju.im/search": {},
  "soju.im/webpush": { means: "draft/webpush" },
  "standard-replies": {},
  "sts": {},
  "userhost-in-names": {},
  "znc.in/playback": {},
  "znc.in/self-message": {},
} as const satisfies Record<string, object>;

/** The name of a capability that this server knows; when it is offered is the session's to say. */
export type Capability = keyof typeof TABLE;

const DESCRIPTIONS: Readonly<Record<Capability, Description>> = TABLE;

/** The names of all capabilities, in alphabetical order. */
export const CAPABILITIES = Object.keys(TABLE) as readonly Capability[];

/**
 * Tells which of the capabilities that a client was given have an effect: what they need is there too.
 *
 * @see the specification of each, and IRCv3 capability-negotiation
 */
export function effectiveCapabilities(
  enabled: ReadonlySet<Capability>,
): Set<Capability> {
  const all = new Set(enabled);
  for (const name of enabled) all.add(DESCRIPTIONS[name].means ?? name);
  const hasAll = ({ needs = [] }: Description) =>
    needs.every((name) => all.has(name));
  return new Set([...all].filter((name) => hasAll(DESCRIPTIONS[name])));
}

/** Adds up the {@linkcode TAG_BITS} of capabilities that have an effect. */
export function tagBitsOf(effective: ReadonlySet<Capability>): number {
  let bits = 0;
  for (const name of effective) bits |= DESCRIPTIONS[name].tags ?? 0;
  return bits;
}
