import { RELAY_SEPARATOR } from "../names/relayed_names.ts";
import { CAPABILITIES, type Capability } from "../wire/capabilities.ts";
import { maxValueBytes } from "../wire/metadata_values.ts";
import { SASL_MECHANISMS, type SaslMechanism } from "../names/login_rules.ts";
import type { Session } from "../state/session.ts";
import type { Settings } from "../state/settings.ts";

/** What of a client matters for what it is offered. */
type Client = Pick<Session, "binding" | "certificate" | "secure">;

/** When a capability is offered, and with what value. */
interface Offer {
  /** What stands behind `=` where a client understands that (CAP LS 302) */
  value?(settings: Settings, client: Client): string;
  /** Tells whether it is offered at all; left out, it always is */
  isOffered?(settings: Settings, client: Client): boolean;
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
  "draft/chathistory": { isOffered: ({ history }) => history.enabled },
  "draft/event-playback": { isOffered: ({ history }) => history.enabled },
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
  "draft/persistence": {
    isOffered: ({ accountRules }) => accountRules.alwaysOn !== "off",
  },
  "draft/relaymsg": {
    value: () => RELAY_SEPARATOR,
    isOffered: ({ relay }) => relay !== "none",
  },
  "draft/webpush": { isOffered: pushes },
  "ircd/resume": {
    // Who reads along would come back in the place of who is lost.
    isOffered: ({ resumeMs }, { secure }) => resumeMs > 0 && secure,
  },
  "sasl": {
    value: (settings, client) => mechanismsFor(settings, client).join(","),
    isOffered: (settings, client) => mechanismsFor(settings, client).length > 0,
  },
  "soju.im/search": { isOffered: ({ history }) => history.enabled },
  "soju.im/webpush": { isOffered: pushes },
  "znc.in/playback": { isOffered: ({ history }) => history.enabled },
  "sts": {
    value: ({ sts }) => sts ?? "",
    isOffered: ({ sts, tls }) => sts !== null && tls,
    isReadOnly: true,
  },
};

function pushes({ pushRules }: Settings): boolean {
  return pushRules !== null;
}

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

/** What each mechanism needs that is not always there. */
const NEEDS: {
  readonly [name in SaslMechanism]?: (
    settings: Settings,
    client: Client,
  ) => boolean;
} = {
  "SCRAM-SHA-256-PLUS": (_, { binding }) => binding !== null,
  EXTERNAL: (_, { certificate }) => certificate !== null,
  OAUTHBEARER: ({ loginRules: { tokens } }) => tokens,
};

/** Lists the mechanisms of SASL that a client may choose from, the best one first. */
export function mechanismsFor(
  settings: Settings,
  client: Client,
): SaslMechanism[] {
  const { mechanisms } = settings.loginRules;
  return SASL_MECHANISMS.filter((name) =>
    mechanisms.includes(name) && (NEEDS[name]?.(settings, client) ?? true)
  );
}

function isOffered(
  name: Capability,
  settings: Settings,
  client: Client,
): boolean {
  return OFFERS[name]?.isOffered?.(settings, client) ?? true;
}

/** Tells whether a word that a client gave with `CAP REQ` names a capability that may be asked for. */
export function isRequestable(
  name: string,
  settings: Settings,
  client: Client,
): name is Capability {
  const capability = name as Capability;
  return CAPABILITIES.includes(capability) &&
    isOffered(capability, settings, client) &&
    OFFERS[capability]?.isReadOnly === undefined;
}

/** Lists the capabilities that a client is offered, each with its value, "" for none. */
export function offeredCapabilities(
  settings: Settings,
  client: Client,
): Map<Capability, string> {
  return new Map(
    CAPABILITIES.filter((name) => isOffered(name, settings, client))
      .map((name) => [name, OFFERS[name]?.value?.(settings, client) ?? ""]),
  );
}
