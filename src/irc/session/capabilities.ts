import { CAPABILITIES, type Capability } from "../wire/capabilities.ts";
import { maxValueBytes } from "../wire/metadata_values.ts";
import type { Settings } from "../state/settings.ts";

/** The mechanisms of SASL that clients may choose from, the best one first. */
export const SASL_MECHANISMS = ["PLAIN"] as const;

/** When a capability is offered, and with what value. */
interface Offer {
  /** What stands behind `=` where a client understands that (CAP LS 302) */
  value?(settings: Settings): string;
  /** Tells whether it is offered at all; left out, it always is */
  isOffered?(settings: Settings): boolean;
  /** True if it is there to be read, and not to be asked for */
  readonly isReadOnly?: true;
}

/** The capabilities that have a value, are not always offered, or cannot be asked for. */
const OFFERS: { readonly [name in Capability]?: Offer } = {
  "draft/account-registration": {
    value: (settings) =>
      [
        ...mayRegisterEarly(settings) ? ["before-connect"] : [],
        ...settings.accountRules.customName ? ["custom-account-name"] : [],
        ...settings.accountRules.email === "required" ? ["email-required"] : [],
      ].join(","),
    isOffered: ({ accountRules }) => accountRules.registration,
  },
  "draft/metadata-3": {
    value: ({ limits, serverName }) =>
      `before-connect,max-subs=${limits.metadataSubscriptions},` +
      `max-keys=${limits.metadataKeys},` +
      `max-value-bytes=${maxValueBytes(serverName, limits)}`,
  },
  "draft/multiline": {
    value: ({ limits }) =>
      `max-bytes=${limits.multilineBytes},max-lines=${limits.multilineLines}`,
  },
  "sasl": {
    value: () => SASL_MECHANISMS.join(","),
  },
  "sts": {
    value: ({ sts }) => sts ?? "",
    isOffered: ({ sts, tls }) => sts !== null && tls,
    isReadOnly: true,
  },
};

/**
 * Tells whether clients may register accounts before they are registered themselves. Where that takes a password,
 * who has not given it yet must not be let in this far.
 *
 * @see IRCv3 account-registration, "Server considerations"
 */
export function mayRegisterEarly(
  { accountRules, password }: Settings,
): boolean {
  return accountRules.beforeConnect && password === null;
}

function isOffered(name: Capability, settings: Settings): boolean {
  return OFFERS[name]?.isOffered?.(settings) ?? true;
}

/** Tells whether a word that a client gave with `CAP REQ` names a capability that may be asked for. */
export function isRequestable(
  name: string,
  settings: Settings,
): name is Capability {
  const capability = name as Capability;
  return CAPABILITIES.includes(capability) && isOffered(capability, settings) &&
    OFFERS[capability]?.isReadOnly === undefined;
}

/** Lists the capabilities that are offered, each with its value, "" for none. */
export function offeredCapabilities(
  settings: Settings,
): Map<Capability, string> {
  return new Map(
    CAPABILITIES.filter((name) => isOffered(name, settings))
      .map((name) => [name, OFFERS[name]?.value?.(settings) ?? ""]),
  );
}
