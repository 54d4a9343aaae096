import { ownerOf } from "../../accounts/accounts.ts";
import { changeTo } from "../../accounts/changes.ts";
import { codeFrom, pendingCode } from "../../accounts/codes.ts";
import {
  isAskingTooOften,
  isMailedTooOften,
} from "../../accounts/mail_limits.ts";
import { sendCode } from "../../accounts/mailing.ts";
import { FAIL_MAIL_TOO_OFTEN } from "../../wire/standard_replies.ts";
import { forbids } from "../../state/defcon.ts";
import type { Account, PendingCode } from "../../state/account.ts";
import type { Network } from "../../state/network.ts";
import type { ServiceCommand } from "../service.ts";

/** For who has forgotten a password. What it says does not tell whether there is such an account, or an address. */
export const sendpass: ServiceCommand = {
  name: "SENDPASS",
  parameters: 1,
  most: 1,
  permission: "anyone",
  syntax: "<account>",
  help: "Sends a code for a new password to the account's address.",
  details: [
    "RESETPASS takes the code.",
    "For an account that is not verified yet it is another code for VERIFY.",
  ],
  run(talk, [name]) {
    const { network, session } = talk;
    if (!network.settings.sendsMail) {
      return talk.say("No mail can be sent here: ask an operator.");
    }
    if (isAskingTooOften(network, session.host, name)) {
      return talk.say(`${FAIL_MAIL_TOO_OFTEN.text}.`);
    }
    const account = ownerOf(network, name);
    const mayGet = account !== undefined &&
      purposeFor(network, account) !== null &&
      !isMailedTooOften(network, account.email ?? "");
    if (mayGet) talk.draw([account.name, name]);
    else talk.say(answerFor(name));
  },
  drawn(talk, [name, given], secret) {
    const { network } = talk;
    const account = ownerOf(network, name);
    const purpose = account === undefined ? null : purposeFor(network, account);
    if (account === undefined || purpose === null) {
      return talk.say(answerFor(given));
    }
    const code = codeFrom(secret);
    const pending = pendingFor(network, account, purpose, code);
    const change = changeTo({ ...account, pending });
    talk.keep([change], [answerFor(given)], [account.name, code]);
  },
  kept(network, [name, code], session) {
    const account = ownerOf(network, name);
    if (session === undefined || account === undefined) return;
    sendCode(network, session, account, code, null);
  },
};

function answerFor(name: string): string {
  return `If the account ${name} has an e-mail address, a code is on its way there.`;
}

/**
 * Null for an account that gets no mail: that has no address, or is about to get another one. Under DEFCON no
 * account comes to be, but who has one gets back into it: often that is the only way to take part then.
 */
function purposeFor(
  network: Network,
  { email, pending, verifiedAt }: Account,
): PendingCode["purpose"] | null {
  const { at } = network;
  if (email === null) return null;
  if (verifiedAt === null) {
    return forbids(network, "registering") ? null : "verify";
  }
  // Who does that knows the password, and must not be kept from it by others.
  const isMoving = pending?.purpose === "email" && at < pending.expiresAt;
  return isMoving ? null : "reset";
}

/** Another code does not keep an unverified account for longer. */
function pendingFor(
  { at, settings: { accountRules: { codeMs } } }: Network,
  { email, pending }: Account,
  purpose: PendingCode["purpose"],
  code: string,
): PendingCode {
  const expiresAt = purpose === "verify"
    ? pending?.expiresAt ?? at
    : at + codeMs;
  return pendingCode(purpose, code, email ?? "", expiresAt);
}
