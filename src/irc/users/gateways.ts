import { type Address, isHostIn, parseAddress } from "../names/address.ts";
import { asHost } from "../names/names.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { GatewaySettings } from "../state/settings.ts";
import type { Context } from "../session/context.ts";
import { isPassword } from "../session/passwords.ts";
import { disconnect } from "./quitting.ts";

/** What a gateway says of the client behind it. */
export interface Introduction {
  /** What the gateway is known by */
  readonly password: string;
  /** Where the client comes from */
  readonly address: string;
  /** `<name>[=<value>]`, with spaces between */
  readonly options: string;
}

/** Whatever was wrong, so that nobody learns which part was right. */
const REFUSAL = "Invalid WebIRC password";

/**
 * Takes a connection for that of a client behind a gateway, or ends it: nobody
 * goes on as the gateway itself.
 *
 * @see IRCv3 webirc
 */
export function enterThroughGateway(
  { network, protocol, session }: Context,
  { password, address: given, options }: Introduction,
): void {
  const gateway = findGateway(network, session, password);
  const address = parseOrigin(given);
  const { registration } = session;
  if (session.linesReceived > 1 || !registration || !gateway || !address) {
    return disconnect(session, REFUSAL, REFUSAL);
  }
  registration.gateway = gateway.name;
  registration.hostname = null;
  session.host = asHost(address.toString());
  // It showed its own, and not that of its client.
  session.certificate = null;
  session.secure &&= namesOf(options).includes("secure");
  protocol.refuse(network, session);
}

function findGateway(
  { settings }: Network,
  session: Session,
  password: string,
): GatewaySettings | undefined {
  return settings.gateways.find((gateway) =>
    isFrom(gateway, session) && isPassword(gateway.password, password)
  );
}

function isFrom(
  { certificate, hosts }: GatewaySettings,
  session: Session,
): boolean {
  if (certificate !== null && certificate !== session.certificate) return false;
  return hosts.length === 0 || isHostIn(hosts, session.host);
}

/** An address with a zone means something on the gateway's machine only. */
function parseOrigin(given: string): Address | null {
  return given.includes("%") ? null : parseAddress(given);
}

/** The values are escaped like those of tags; nothing is told by one yet. */
function namesOf(options: string): string[] {
  return options.split(" ").map((option) => option.split("=", 1)[0]);
}
