/** What a client may ask for with CAP REQ. */
export const CAPABILITIES = [
  "echo-message",
  "multi-prefix",
  "userhost-in-names",
] as const;

/** The name of a capability that this server offers. */
export type Capability = typeof CAPABILITIES[number];

/**
 * @param name what a client asked for
 * @returns true if it is the name of a capability that this server offers
 */
export function isCapability(name: string): name is Capability {
  return (CAPABILITIES as readonly string[]).includes(name);
}
