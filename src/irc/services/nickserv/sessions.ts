import { findAccount, sessionsOf } from "../../accounts/accounts.ts";
import type { Session } from "../../state/session.ts";
import type { ServiceCommand } from "../service.ts";

/** Lists the connections that are logged in to one's own account. */
export const sessions: ServiceCommand = {
  name: "SESSIONS",
  aliases: ["CLIENTS"],
  parameters: 0,
  permission: "account",
  syntax: "",
  help: "Lists the connections that are logged in to your account.",
  run(talk) {
    const account = findAccount(talk.network, talk.user.account ?? "");
    if (account === undefined) return;
    for (const session of sessionsOf(talk.network, account)) {
      talk.say(describe(session, session === talk.session));
    }
  },
};

function describe(session: Session, isThis: boolean): string {
  const { host, network, secure, target, user } = session;
  const since = user === null
    ? "still connecting"
    : `since ${new Date(user.signedOnAt).toUTCString()}, idle for ` +
      `${Math.floor((network.at - user.activeAt) / 1000)} seconds`;
  return `${target} from ${host}, ${since}${secure ? ", over TLS" : ""}` +
    (isThis ? " (this one)" : "");
}
