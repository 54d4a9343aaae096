import { findAccount, isLoggedInTo, ownerOf } from "../../accounts/accounts.ts";
import { logIn } from "../../accounts/login.ts";
import {
  countLoginFailure,
  isLoginThrottled,
} from "../../accounts/throttles.ts";
import { claimOf, countFailure } from "../../users/failures.ts";
import type { Account } from "../../state/account.ts";
import type { Conversation, ServiceCommand } from "../service.ts";

/** Logs in without SASL. What it says does not tell which accounts there are. */
export const identify: ServiceCommand = {
  name: "IDENTIFY",
  aliases: ["LOGIN"],
  parameters: 1,
  most: 2,
  permission: "anyone",
  isSecret: true,
  syntax: "[<account>] <password> | <account>",
  help: "Logs you in to an account.",
  details: [
    "Without an account it is the one that your nickname belongs to.",
    "Without a password it is one that your client's certificate opens.",
  ],
  run(talk, [first, second]) {
    const { network, session, user } = talk;
    const named = findAccount(network, first);
    if (second === undefined && named && isOpenedBy(named, session)) {
      return enter(talk, named);
    }
    const [name, password] = second === undefined
      ? [ownerOf(network, user.nick)?.name ?? user.nick, first]
      : [first, second];
    const account = findAccount(network, name);
    if (account !== undefined && isLoggedInTo(user, account)) {
      return talk.say(`You are logged in to ${account.name} already.`);
    }
    if (isLoginThrottled(network, session.host, name)) {
      return talk.say("Too many logins have failed: wait a while.");
    }
    talk.check(name, account, password, [name]);
  },
  checked(talk, [name], isRight) {
    const { network, session } = talk;
    const account = findAccount(network, name);
    if (isRight && account !== undefined) return enter(talk, account);
    countLoginFailure(network, session.host, name);
    talk.say("The account or the password is wrong.");
    const claim = account === undefined ? "" : claimOf(account);
    countFailure(session, claim, "Too many failed logins");
  },
};

function isOpenedBy(
  { certificates }: Account,
  { certificate }: Conversation["session"],
): boolean {
  return certificate !== null && certificates.includes(certificate);
}

/** The client has shown that the account is its own, and is told what else keeps it out. */
function enter(talk: Conversation, account: Account): void {
  const { name, suspended } = account;
  const said = () => talk.say(`You are logged in to ${name} now.`);
  switch (logIn(talk.network, talk.session, account, said)) {
    case "unverified":
      return talk.say(`The account ${name} must be verified first.`);
    case "suspended":
      return talk.say(`The account ${name} is suspended: ${suspended?.reason}`);
  }
}
