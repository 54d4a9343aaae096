import {
  ERR_PASSWDMISMATCH,
  RPL_CREATED,
  RPL_MYINFO,
  RPL_WELCOME,
  RPL_YOURHOST,
} from "../wire/numerics.ts";
import { message } from "../wire/outgoing.ts";
import { CHANNEL_MODES, PREFIX_MODES, USER_MODES } from "../modes/index.ts";
import type { Context } from "./context.ts";
import type { Network } from "../state/network.ts";
import { User } from "../state/user.ts";
import { abortUnfinished } from "../accounts/authentication.ts";
import { setAway } from "../users/absence.ts";
import { replyIsupport } from "../information/isupport_tokens.ts";
import { replyLusers } from "../information/lusers_reply.ts";
import { welcomeWithMetadata } from "../metadata/sync.ts";
import { replyMotd } from "../information/motd_reply.ts";
import { refuseBanned } from "../operators/server_bans.ts";
import { nicknameRefusal } from "../users/nickname.ts";
import { isPassword } from "./waiting.ts";
import { whoamiMessage } from "../users/whoami.ts";

/**
 * Registers the client, once it has said all that it must: NICK and USER in any order, and CAP END if it
 * began to negotiate capabilities.
 *
 * @param context the client, after one of these commands
 * @see Modern IRC, "Connection Registration"
 */
export function registerIfReady(context: Context): void {
  const { network, session } = context;
  const { registration } = session;
  if (registration === null || registration.negotiating) return;
  const { nick, username, realname } = registration;
  if (nick === null || username === null) return;
  const { password } = network.settings;
  const given = registration.password ?? "";
  if (password !== null && !isPassword(password, given)) {
    context.fail(ERR_PASSWDMISMATCH);
    return network.disconnect(session, "Password incorrect");
  }
  const refusal = nicknameRefusal(context, nick);
  if (refusal !== null) {
    registration.nick = null;
    return context.fail(refusal, nick);
  }
  if (refuseBanned(network, session, username)) return;
  abortUnfinished(network, session);
  const { host, secure } = session;
  const user = new User(
    nick,
    username,
    host,
    realname,
    secure,
    network.settings.cloakKey,
    context.at,
  );
  user.account = registration.account;
  user.gateway = session.gateway;
  setFirstModes(network, user);
  user.metadata = registration.metadata;
  network.addUser(user, session);
  setAway(network, user, registration.away);
  session.keepalive = "answered";
  session.deadline = context.at + network.settings.pingInterval;
  welcome(context);
}

function setFirstModes(network: Network, user: User): void {
  const letters = network.settings.userModes + (user.secure ? "Z" : "");
  for (const letter of letters) network.setUserMode(user, letter, true);
}

function welcome(context: Context): void {
  const { network, session } = context;
  const { networkName, serverName, version } = network.settings;
  context.reply(
    RPL_WELCOME,
    networkName,
    session.user?.source ?? session.target,
  );
  context.reply(RPL_YOURHOST, serverName, version);
  context.reply(RPL_CREATED, new Date(network.createdAt).toUTCString());
  context.reply(RPL_MYINFO, serverName, version, ...MODE_LETTERS);
  replyIsupport(context);
  const { user } = session;
  if (user !== null) context.send(whoamiMessage(user));
  welcomeWithMetadata(context);
  replyLusers(context);
  replyMotd(context);
  if (user !== null && user.modes !== "") {
    context.send(message(user.nick, "MODE", [user.nick, `+${user.modes}`]));
  }
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
