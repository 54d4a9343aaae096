import { ERR_NICKLOCKED, RPL_SASLSUCCESS } from "../wire/numerics.ts";
import { message } from "../wire/outgoing.ts";
import { reply, send } from "../session/send.ts";
import { say } from "../session/services.ts";
import type { Account } from "../state/account.ts";
import type { Network } from "../state/network.ts";
import type { LoginWay } from "../state/request.ts";
import type { Session } from "../state/session.ts";
import type { Claim } from "../state/session_state.ts";
import { countFailure } from "../users/failures.ts";
import { failExchange, refuseExchange } from "./exchange.ts";
import type { LoginRefusal } from "./login.ts";
import { NICKSERV_NICK } from "./nickserv_nick.ts";

/**
 * Why a client is not logged in. What it says of an account is for nobody but who has proved to be its owner:
 * `wrong` is said of an account that there is not, too.
 */
export type LoginFault = "wrong" | "throttled" | "unsaved" | LoginRefusal;

/** How a client is told what comes of its login. */
interface Telling {
  /** Says that it is logged in, behind 900. */
  confirm(session: Session, account: Account): void;
  /**
   * Says that it is not.
   *
   * @param account where it has proved to be its owner
   * @param claim whom it wants to be
   */
  refuse(
    network: Network,
    session: Session,
    fault: LoginFault,
    account: Account | null,
    claim: Claim,
  ): void;
}

/** What there is to say in words. */
function textOf(fault: LoginFault, account: Account | null): string {
  const { name, suspended } = account ?? { name: "", suspended: null };
  switch (fault) {
    case "wrong":
      return "The account or the password is wrong.";
    case "throttled":
      return "Too many logins have failed: wait a while.";
    case "unsaved":
      return "That cannot be done now. Try again later.";
    case "unverified":
      return `The account ${name} must be verified first.`;
    case "suspended":
      return `The account ${name} is suspended: ${suspended?.reason}`;
  }
}

/** The ways to log in. */
export const LOGIN_WAYS: Readonly<Record<LoginWay, Telling>> = {
  sasl: {
    confirm: (session) => reply(session, RPL_SASLSUCCESS),
    refuse(network, session, fault, _, claim) {
      if (fault === "suspended") {
        return failExchange(session, ERR_NICKLOCKED, claim);
      }
      refuseExchange(network, session, claim);
    },
  },
  service: {
    confirm: (session, { name }) =>
      say(session, NICKSERV_NICK, `You are logged in to ${name} now.`),
    refuse(_, session, fault, account, claim) {
      say(session, NICKSERV_NICK, textOf(fault, account));
      if (fault !== "wrong") return;
      countFailure(session, claim, "Too many failed logins");
    },
  },
  pass: {
    confirm({ registration }) {
      if (registration !== null) registration.isVouchedFor = true;
    },
    refuse({ settings: { serverName } }, session, fault, account, claim) {
      const text = `*** You are not logged in. ${textOf(fault, account)}`;
      send(session, message(serverName, "NOTICE", [session.target], text));
      if (fault !== "wrong") return;
      countFailure(session, claim, "Too many failed logins");
    },
  },
};
