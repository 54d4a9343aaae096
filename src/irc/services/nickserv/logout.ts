import type { Conversation, ServiceCommand } from "../service.ts";
import { findAccount, isLoggedInTo } from "../../accounts/accounts.ts";
import { isLeavingTooOften, TOO_OFTEN } from "../../accounts/hosts.ts";
import type { UserContext } from "../../session/context.ts";
import { loginReason } from "../../session/login_rules.ts";
import { logOut } from "../../accounts/login.ts";
import type { User } from "../../state/user.ts";
import { disconnect } from "../../users/quitting.ts";

/** Ends a login and nothing else; or one connection of those that share it. */
export const logout: ServiceCommand = {
  name: "LOGOUT",
  parameters: 0,
  most: 2,
  permission: "account",
  syntax: "[[<nickname>] <number>]",
  help: "Logs you out of your account, or ends one of your connections.",
  details: [
    "SESSIONS tells the numbers of connections. Without one you are logged out on all that have your nickname.",
  ],
  run(talk, params, context) {
    if (params.length === 0) return logOutAll(talk, context);
    const [nick, number] = params.length === 1
      ? [talk.user.nick, params[0]]
      : params;
    const user = ownUser(talk, nick);
    const session = user?.sessions.find((each) =>
      String(each.number) === number
    );
    if (user === undefined || session === undefined) {
      return talk.say(`You have no connection ${number} as ${nick}.`);
    }
    talk.say(`The connection ${number} of ${user.nick} is ended.`);
    disconnect(session, `Logged out by ${talk.user.nick}`);
  },
};

/** Finds who is logged in to the same account. */
function ownUser({ network, user }: Conversation, nick: string) {
  const holder: User | undefined = network.findUser(nick);
  const account = findAccount(network, user.account ?? "");
  const isOwn = holder !== undefined && account !== undefined &&
    isLoggedInTo(holder, account);
  return isOwn ? holder : undefined;
}

function logOutAll(talk: Conversation, { protocol }: UserContext): void {
  const { network, session, user } = talk;
  if (loginReason(network, protocol, session) !== null) {
    return talk.say("Who comes from where you do must be logged in.");
  }
  if (isLeavingTooOften(network, user)) return talk.say(TOO_OFTEN);
  logOut(network, user);
}
