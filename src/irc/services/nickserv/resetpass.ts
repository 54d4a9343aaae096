import { findAccount, ownerOf } from "../../accounts/accounts.ts";
import { changeTo } from "../../accounts/changes.ts";
import { isCodeFor } from "../../accounts/codes.ts";
import { logIn, logOutOf } from "../../accounts/login.ts";
import { passwordRefusal } from "../../accounts/names.ts";
import {
  countLoginFailure,
  isLoginThrottled,
} from "../../accounts/throttles.ts";
import { countWrongCode } from "../../accounts/verifying.ts";
import { changesWithoutDevices } from "../../push/subscriptions.ts";
import { notice } from "../../session/notices.ts";
import { say } from "../../session/services.ts";
import type { Account, PendingCode } from "../../state/account.ts";
import { claimOf, countFailure } from "../../users/failures.ts";
import { FAIL_INVALID_CODE } from "../../wire/standard_replies.ts";
import { NICKSERV_NICK } from "../../accounts/nickserv_nick.ts";
import type { Conversation, ServiceCommand } from "../service.ts";

/**
 * Gives an account a new password with the code that SENDPASS has sent, and logs in. All others who are logged in
 * to the account are logged out: one of them may be why its owner needs a new password.
 */
export const resetpass: ServiceCommand = {
  name: "RESETPASS",
  parameters: 3,
  most: 3,
  permission: "anyone",
  isSecret: true,
  syntax: "<account> <code> <new password>",
  help: "Gives an account another password, with a code that was sent.",
  details: [
    "SENDPASS sends the code.",
    "Whoever else is logged in to the account is logged out, and nothing is pushed to its devices until they come back.",
  ],
  run(talk, [name, code, password]) {
    const { network, session } = talk;
    const refusal = passwordRefusal(network, password, name);
    if (refusal !== null) return talk.say(`${refusal.text}.`);
    if (isLoginThrottled(network, session.host, name)) {
      return talk.say("Too many codes were wrong: wait a while.");
    }
    const account = ownerOf(network, name);
    const pending = account === undefined ? null : resetOf(account);
    if (account !== undefined && pending !== null) {
      if (isCodeFor(pending, code, network.at)) {
        return talk.hash(password, [account.name, pending.codeHash]);
      }
      countWrongCode(network, session.host, account, pending);
    } else countLoginFailure(network, session.host, name);
    refuse(talk, account);
  },
  hashed(talk, [name, codeHash], hashed) {
    const { network } = talk;
    const account = findAccount(network, name);
    const pending = account === undefined ? null : resetOf(account);
    // It is good once, and its time may be over by now.
    const isGood = pending?.codeHash === codeHash &&
      network.at < pending.expiresAt;
    if (account === undefined || !isGood) return refuse(talk, account);
    const change = changeTo({ ...account, ...hashed, pending: null });
    const said = `The account ${name} has another password now.`;
    const changes = [change, ...changesWithoutDevices(network, name)];
    talk.keep(changes, [said], [name]);
  },
  kept(network, [name], session) {
    const account = findAccount(network, name);
    if (account === undefined) return;
    const text =
      "The owner of the account {name} has set a new password by mail";
    notice(network, "account", text, { name });
    logOutOf(network, account, session);
    if (session === undefined) return;
    if (logIn(network, session, account) === "suspended") {
      const reason = account.suspended?.reason;
      const text = `The account ${name} is suspended: ${reason}`;
      say(session, NICKSERV_NICK, text);
    }
  },
};

function resetOf({ pending, verifiedAt }: Account): PendingCode | null {
  return pending?.purpose === "reset" && verifiedAt !== null ? pending : null;
}

/** What it says does not tell whether there is such an account. */
function refuse(talk: Conversation, account: Account | undefined): void {
  talk.say(`${FAIL_INVALID_CODE.text}.`);
  const claim = account === undefined ? "" : claimOf(account);
  countFailure(talk.session, claim, "Too many wrong codes");
}
