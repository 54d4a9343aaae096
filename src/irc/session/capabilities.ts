import type { Capability } from "../wire/capabilities.ts";
import { maxValueBytes } from "../wire/metadata_values.ts";
import { TAG_BITS } from "../wire/outgoing.ts";
import { MECHANISM_NAMES } from "../accounts/sasl/index.ts";
import type { Settings } from "../state/settings.ts";

/** What there is to know of a capability. */
interface Description {
  /** Those without which it has no effect */
  readonly needs?: readonly Capability[];
  /** The one it is another name of */
  readonly means?: Capability;
  /** The tags it brings, as bits of {@linkcode TAG_BITS} */
  readonly tags?: number;
  /** What stands behind `=` where a client understands that (CAP LS 302) */
  value?(settings: Settings): string;
  /** Says whether it is offered at all; left out, it always is */
  isOffered?(settings: Settings): boolean;
  /** True if it is there to be read, and not to be asked for */
  readonly isReadOnly?: true;
}

/**
 * The capabilities of this server.
 *
 * @see IRCv3 capability-negotiation, and the specification of each
 */
const TABLE: Readonly<Record<Capability, Description>> = {
  "account-notify": {},
  "account-tag": { tags: TAG_BITS.account },
  "away-notify": {},
  "batch": {},
  "cap-notify": {},
  "chghost": {},
  "draft/channel-rename": {},
  "draft/extended-isupport": {},
  "draft/message-redaction": { needs: ["message-tags"] },
  "draft/metadata-3": {
    needs: ["batch"],
    value: ({ limits, serverName }) =>
      `before-connect,max-subs=${limits.metadataSubscriptions},` +
      `max-keys=${limits.metadataKeys},` +
      `max-value-bytes=${maxValueBytes(serverName, limits)}`,
  },
  "draft/multiline": {
    needs: ["batch"],
    value: ({ limits }) =>
      `max-bytes=${limits.multilineBytes},max-lines=${limits.multilineLines}`,
  },
  "draft/no-implicit-names": { means: "no-implicit-names" },
  "draft/pre-away": {},
  "draft/read-marker": {},
  "draft/whoami": {},
  "echo-message": {},
  "extended-join": {},
  "extended-monitor": {},
  "invite-notify": {},
  "labeled-response": { needs: ["batch"] },
  "message-tags": { tags: TAG_BITS.messageTags },
  "multi-prefix": {},
  "no-implicit-names": {},
  "sasl": {
    value: () => MECHANISM_NAMES,
    isOffered: ({ accounts }) => accounts.length > 0,
  },
  "server-time": { tags: TAG_BITS.time },
  "setname": {},
  "standard-replies": {},
  "sts": {
    value: ({ sts }) => sts ?? "",
    isOffered: ({ sts, tls }) => sts !== null && tls,
    isReadOnly: true,
  },
  "userhost-in-names": {},
};

const NAMES = Object.keys(TABLE) as Capability[];

function isOffered(name: Capability, settings: Settings): boolean {
  return TABLE[name].isOffered?.(settings) ?? true;
}

/**
 * @param name what a client asked for
 * @param settings what the configuration says
 * @returns true if it is the name of a capability that may be asked for
 */
export function isRequestable(
  name: string,
  settings: Settings,
): name is Capability {
  return Object.hasOwn(TABLE, name) &&
    isOffered(name as Capability, settings) &&
    TABLE[name as Capability].isReadOnly === undefined;
}

/**
 * @param settings what the configuration says
 * @returns the capabilities that are offered, each with its value, "" for none
 */
export function offeredCapabilities(
  settings: Settings,
): Map<Capability, string> {
  return new Map(
    NAMES.filter((name) => isOffered(name, settings))
      .map((name) => [name, TABLE[name].value?.(settings) ?? ""]),
  );
}

/**
 * @param enabled the capabilities that a client was given
 * @returns those that have an effect: what they need is there too
 */
export function effectiveCapabilities(
  enabled: ReadonlySet<Capability>,
): Set<Capability> {
  const all = new Set(enabled);
  for (const name of enabled) all.add(TABLE[name].means ?? name);
  const hasAll = ({ needs = [] }: Description) =>
    needs.every((name) => all.has(name));
  return new Set([...all].filter((name) => hasAll(TABLE[name])));
}

/**
 * @param capabilities those that have an effect
 * @returns the tags that they bring, as bits of {@linkcode TAG_BITS}
 */
export function tagBitsOf(capabilities: ReadonlySet<Capability>): number {
  let bits = 0;
  for (const name of capabilities) bits |= TABLE[name].tags ?? 0;
  return bits;
}
