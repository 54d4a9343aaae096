import { cloak } from "../names/cloak.ts";
import { copy } from "../names/text.ts";
import {
  ERR_PASSWDMISMATCH,
  RPL_CREATED,
  RPL_MYINFO,
  RPL_WELCOME,
  RPL_YOURHOST,
} from "../wire/numerics.ts";
import { message } from "../wire/outgoing.ts";
import {
  FAIL_ACCOUNT_REQUIRED,
  standardReply,
} from "../wire/standard_replies.ts";
import { CHANNEL_MODES, PREFIX_MODES, USER_MODES } from "../modes/index.ts";
import { NO_AWAY_TEXT, UNATTENDED } from "../state/away.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { Registration } from "../state/session_state.ts";
import { User } from "../state/user.ts";
import { closeSession } from "./closing.ts";
import { type Context, UserContext } from "./context.ts";
import { loginReason } from "./login_rules.ts";
import { notice, whoIs, whoIsAt } from "./notices.ts";
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
  const { username } = registration;
  const wanted = registration.nick ?? refusedUntilLogin(registration);
  if (wanted === null || username === null) return;
  if (!hasPassword(network, registration)) {
    context.fail(ERR_PASSWDMISMATCH);
    return closeSession(
      session,
      `Closing link: ${session.target}[${session.host}] (Password incorrect)`,
    );
  }
  const nick = protocol.forcedNick(network, registration.account) ?? wanted;
  const own = protocol.ownUser(network, session, nick);
  // Who is refused has none.
  registration.nick = null;
  if (protocol.refusesNickname(context, nick)) return;
  registration.nick = own?.nick ?? nick;
  if (protocol.refuse(network, session)) return;
  const reason = registration.account === null
    ? loginReason(network, protocol, session)
    : null;
  if (reason !== null) return refuseWithoutAccount(context, reason);
  for (const step of protocol.registering) step(context);
  if (own !== null) return join(context, own);
  protocol.makeWay(context);
  const user = createUser(network, session, registration, nick, username);
  protocol.dress(network, user);
  network.addUser(user);
  network.attach(session, user);
  const welcomed = contextOf(context, user);
  for (const step of protocol.welcoming) step(welcomed);
  const who = whoIs(user);
  notice(network, "connect", "{who} has connected", { who });
}

/** Gives the nickname that was refused before the client has logged in: now it may be its own. */
function refusedUntilLogin(
  { account, refusedNick }: Registration,
): string | null {
  return account === null ? null : refusedNick;
}

/** Makes a client another connection of a user who is there. */
function join(context: Context, user: User): void {
  const { network, protocol, session } = context;
  const { registration } = session;
  if (registration !== null) protocol.bring(network, user, registration);
  network.attach(session, user);
  const joined = contextOf(context, user);
  for (const step of protocol.joining) step(joined);
  const who = whoIsAt(session);
  notice(network, "connect", "{who} has another connection", { who });
}

function contextOf(
  { command, network, protocol, session, tags }: Context,
  user: User,
): UserContext {
  return new UserContext(user, network, session, protocol, command, tags);
}

function hasPassword(
  { settings: { password } }: Network,
  { isVouchedFor, password: given }: Registration,
): boolean {
  return password === null || isVouchedFor ||
    isPassword(password, given ?? "");
}

/** Those who know nothing of FAIL are told by ERROR. */
function refuseWithoutAccount(
  { network, session, settings }: Context,
  reason: string,
): void {
  const { serverName } = settings;
  countRefusal(network, "require-sasl");
  send(session, standardReply(serverName, "*", FAIL_ACCOUNT_REQUIRED, []));
  const { text } = FAIL_ACCOUNT_REQUIRED;
  const why = reason === "" ? text : `${text}: ${reason}`;
  closeSession(
    session,
    `Closing link: ${session.target}[${session.host}] (${why})`,
  );
}

function createUser(
  network: Network,
  { host, secure }: Session,
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
    cloak(host, cloakKey),
    network.at,
  );
  user.hostname = hostname;
  user.host = user.shownHost;
  user.account = account;
  user.away = away === UNATTENDED ? NO_AWAY_TEXT : away;
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
