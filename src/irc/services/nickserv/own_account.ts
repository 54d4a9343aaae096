import { hashOfCode } from "../../accounts/codes.ts";
import { findAccount, isConfigured } from "../../accounts/accounts.ts";
import type { Account } from "../../state/account.ts";
import type { Conversation } from "../service.ts";

const CONFIRMATION_DIGITS = 8;

/** Says that there is no account of a name. */
export function sayUnknown(talk: Conversation, name: string): void {
  talk.say(`There is no account ${name}.`);
}

/**
 * Finds an account that is to be changed, and says so where there is none, or where it stands in the configuration.
 */
export function accountToChange(
  talk: Conversation,
  name: string,
): Account | null {
  const { network } = talk;
  if (isConfigured(network, name)) {
    talk.say(
      `The account ${name} is set in the configuration of the server: it cannot be changed here.`,
    );
    return null;
  }
  const account = findAccount(network, name);
  if (account === undefined) sayUnknown(talk, name);
  return account ?? null;
}

/** Finds the account of who asks, which is to be changed. */
export function ownAccountToChange(talk: Conversation): Account | null {
  const { account } = talk.user;
  return account === null ? null : accountToChange(talk, account);
}

/**
 * Gives what must be said to do away with an account: nobody does that by mistake, and nobody without having been
 * told what it does.
 */
export function confirmationFor({ name, registeredAt }: Account): string {
  return hashOfCode(`${name} ${registeredAt}`).slice(0, CONFIRMATION_DIGITS);
}
