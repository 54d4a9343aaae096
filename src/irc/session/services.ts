import { fold } from "../names/casemapping.ts";
import { message } from "../wire/outgoing.ts";
import type { Session } from "../state/session.ts";
import type { Settings } from "../state/settings.ts";
import type { Context, Protocol, ServicePresence } from "./context.ts";
import { send } from "./send.ts";

/** Who somebody is, as others see it. */
export interface Identity {
  readonly nick: string;
  readonly username: string;
  readonly host: string;
  readonly source: string;
}

/** Tells who a service is: its host is the server, where nobody comes from. */
export function identityOf(nick: string, { serverName }: Settings): Identity {
  const source = `${nick}!${nick}@${serverName}`;
  return { nick, username: nick, host: serverName, source };
}

/** Finds a service by its nickname, in any case. */
export function findService(
  { services }: Protocol,
  nick: string,
): ServicePresence | undefined {
  return services.get(fold(nick));
}

/**
 * Finds the service that a message is for: by its nickname, or by `nickname@server`, which no user can have.
 *
 * @param target as a client gave it
 */
export function serviceAt(
  { protocol, settings }: Context,
  target: string,
): ServicePresence | undefined {
  const [nick, server, ...rest] = target.split("@");
  if (rest.length > 0) return undefined;
  const isHere = server === undefined ||
    fold(server) === fold(settings.serverName);
  return isHere ? findService(protocol, nick) : undefined;
}

/** Lets a service answer a client. While a command of this client is carried out, that is part of the answer. */
export function say(session: Session, nick: string, text: string): void {
  const { source } = identityOf(nick, session.network.settings);
  send(session, message(source, "NOTICE", [session.target], text));
}
