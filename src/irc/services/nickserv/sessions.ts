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
  details: ["LOGOUT ends one of them by its number."],
  run(talk) {
    const account = findAccount(talk.network, talk.user.account ?? "");
    if (account === undefined) return;
    for (const session of sessionsOf(talk.network, account)) {
      talk.say(describe(session, session === talk.session));
    }
  },
};

function describe(session: Session, isThis: boolean): string {
  const { activeAt, capabilities, device, host } = session;
  const { network, openedAt, secure } = session;
  const name = session.user === null
    ? session.target
    : `${session.target} ${session.number}`;
  const since = session.user === null
    ? "still connecting"
    : `since ${new Date(openedAt).toUTCString()}, idle for ` +
      `${Math.floor((network.at - activeAt) / 1000)} seconds`;
  const away = session.own === null || session.own.away === null
    ? ""
    : ", away";
  const simple = capabilities.size === 0 ? ", without capabilities" : "";
  const on = device === null || device.name === null
    ? ""
    : ` on ${device.name}`;
  return `${name}${on} from ${host}, ${since}${secure ? ", over TLS" : ""}` +
    `${away}${simple}${isThis ? " (this one)" : ""}`;
}
