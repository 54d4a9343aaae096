import { copy } from "../names/text.ts";
import {
  ERR_PASSWDMISMATCH,
  RPL_CREATED,
  RPL_MYINFO,
  RPL_WELCOME,
  RPL_YOURHOST,
} from "../wire/numerics.ts";
import { message } from "../wire/outgoing.ts";
import { isHostIn } from "../names/address.ts";
import {
  FAIL_ACCOUNT_REQUIRED,
  standardReply,
} from "../wire/standard_replies.ts";
import { CHANNEL_MODES, PREFIX_MODES, USER_MODES } from "../modes/index.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { Registration } from "../state/session_state.ts";
import { User } from "../state/user.ts";
import { closeSession } from "./closing.ts";
import { type Context, UserContext } from "./context.ts";
import { notice, whoIs } from "./notices.ts";
import { isPassword } from "./passwords.ts";
import { send } from "./send.ts";
import { countRefusal } from "../state/refusing.ts";

/**
 * Registers the client if it has said all that it must: NICK and USER in any order, and CAP END if it began
 * to negotiate capabilities.
 *
 * @see Modern IRC, "Connection Registration"
 */
export function registerIfReady(context: Context): void {
  const { network, protocol, session } = context;
  const { registration } = session;
  if (registration === null || registration.negotiating) return;
  const { nick, username } = registration;
  if (nick === null || username === null) return;
  if (!hasPassword(network, registration)) {
    context.fail(ERR_PASSWDMISMATCH);
    return closeSession(
      session,
      `Closing link: ${session.target}[${session.host}] (Password incorrect)`,
    );
  }
  // Who is refused has none.
  registration.nick = null;
  if (protocol.refusesNickname(context, nick)) return;
  registration.nick = nick;
  if (mustLogIn(network, session)) return refuseWithoutAccount(context);
  if (protocol.refuse(network, session, username)) return;
  for (const step of protocol.registering) step(context);
  const user = createUser(network, session, registration, nick, username);
  network.addUser(user);
  network.attach(session, user);
  const { command, tags } = context;
  const own = new UserContext(user, network, session, protocol, command, tags);
  for (const step of protocol.welcoming) step(own);
  const who = whoIs(user);
  notice(network, "connect", "{who} has connected", { who });
}

function hasPassword(
  { settings: { password } }: Network,
  { password: given }: Registration,
): boolean {
  return password === null || isPassword(password, given ?? "");
}

function mustLogIn({ settings }: Network, session: Session): boolean {
  const { requireSasl, saslListeners, saslRules } = settings;
  const { host, listener, registration } = session;
  if (registration === null || registration.account !== null) return false;
  const rule = saslRules.find(({ networks }) => isHostIn(networks, host));
  return registration.requiresSasl || saslListeners.includes(listener) ||
    (rule?.requireSasl ?? requireSasl);
}

/** Those who know nothing of FAIL are told by ERROR. */
function refuseWithoutAccount(
  { network, session, settings }: Context,
): void {
  const { serverName } = settings;
  countRefusal(network, "require-sasl");
  send(session, standardReply(serverName, "*", FAIL_ACCOUNT_REQUIRED, []));
  closeSession(
    session,
    `Closing link: ${session.target}[${session.host}] (You must log in with SASL here)`,
  );
}

function createUser(
  network: Network,
  { certificate, host, secure }: Session,
  { account, away, gateway, hostname, metadata, realname }: Registration,
  nick: string,
  username: string,
): User {
  const { cloakKey, userModes } = network.settings;
  const user = new User(
    network.nextId(),
    nick,
    copy(username),
    host,
    copy(realname),
    secure,
    cloakKey,
    network.at,
  );
  user.hostname = hostname;
  user.host = user.shownHost;
  user.account = account;
  user.away = away;
  user.certificate = certificate;
  user.gateway = gateway;
  user.metadata = metadata;
  for (const letter of userModes + (secure ? "Z" : "")) {
    network.setUserMode(user, letter, true);
  }
  return user;
}

/** Sends 001 to 004, which say that the client is registered, and with whom. */
export function replyWelcome(context: UserContext): void {
  const { network, settings, user } = context;
  const { networkName, serverName, version } = settings;
  context.reply(RPL_WELCOME, networkName, user.source);
  context.reply(RPL_YOURHOST, serverName, version);
  context.reply(RPL_CREATED, new Date(network.createdAt).toUTCString());
  context.reply(RPL_MYINFO, serverName, version, ...MODE_LETTERS);
}

/** Tells a newcomer which modes it has from the start. */
export function tellFirstModes(context: UserContext): void {
  const { nick, modes } = context.user;
  if (modes !== "") context.send(message(nick, "MODE", [nick, `+${modes}`]));
}

function letters(...modes: readonly { letter: string }[]): string {
  return modes.map((mode) => mode.letter).sort().join("");
}

/** User modes, channel modes, and those channel modes that take a parameter (004). */
const MODE_LETTERS = [
  letters(...USER_MODES),
  letters(...CHANNEL_MODES, ...PREFIX_MODES),
  letters(
    ...CHANNEL_MODES.filter((mode) => mode.kind !== "flag"),
    ...PREFIX_MODES,
  ),
];
