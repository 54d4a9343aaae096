import {
  findAccount,
  isConfigured,
  isLoggedInTo,
  ownerOf,
  usersOf,
} from "../../accounts/accounts.ts";
import { loginRefusal } from "../../accounts/login.ts";
import { dayOf } from "../../accounts/letters.ts";
import { seenAt } from "../../accounts/seen.ts";
import { HIDDEN, LAST_SEEN, settingOf } from "../../accounts/settings.ts";
import { hiddenEmail } from "../../names/email.ts";
import { packWords } from "../../names/text.ts";
import type { Account } from "../../state/account.ts";
import type { Network } from "../../state/network.ts";
import type { User } from "../../state/user.ts";
import type { ServiceCommand } from "../service.ts";
import { sayUnknown } from "./own_account.ts";

/** So many bytes of nicknames stand on one line. */
const ROOM = 350;

/** Tells what there is to know of an account: more to its owner, and to operators. */
export const info: ServiceCommand = {
  name: "INFO",
  parameters: 0,
  most: 1,
  permission: "anyone",
  syntax: "[<account or nickname>]",
  help: "Tells what there is to know of an account.",
  details: [
    "Without one it is your own, or the one that your nickname belongs to.",
  ],
  run(talk, [given]) {
    const { network, user } = talk;
    const name = given ?? user.account ?? user.nick;
    const account = findAccount(network, name) ?? ownerOf(network, name);
    if (account === undefined) return sayUnknown(talk, name);
    talk.say(...describe(network, account));
    if (isLoggedInTo(user, account) || user.may("accounts")) {
      talk.say(...describePrivately(network, user, account));
    }
  },
};

function timeOf(at: number): string {
  return new Date(at).toUTCString();
}

function describe(network: Network, account: Account): string[] {
  const { name, nicks, registeredAt } = account;
  if (isConfigured(network, name)) {
    return [`Account ${name}`, "It is set in the configuration of the server."];
  }
  const isPrivate = settingOf(account, "private") === "on";
  return [
    `Account ${name}`,
    `Registered: ${timeOf(registeredAt)}`,
    ...isSeenHidden(account) ? [] : lastSeen(network, account),
    ...isPrivate ? [] : listed("Nicknames", [name, ...nicks]),
  ];
}

function isSeenHidden(account: Account): boolean {
  return settingOf(account, LAST_SEEN) === HIDDEN;
}

/** No more than the day: others do not learn when somebody comes and goes. */
function lastSeen(network: Network, { name }: Account): string[] {
  const at = seenAt(network, name);
  return at === null ? [] : [`Last seen: ${dayOf(at)}`];
}

/** An address is for nobody but its owner: operators see enough to tell two of them apart. */
function describePrivately(
  network: Network,
  user: User,
  account: Account,
): string[] {
  const { certificates, email, roles, suspended } = account;
  const refusal = loginRefusal(network, account);
  const lines = listed(
    "Logged in now",
    usersOf(network, account).map(({ nick }) => nick),
  );
  if (isSeenHidden(account)) lines.push(...lastSeen(network, account));
  if (email !== null) {
    const isOwn = isLoggedInTo(user, account);
    lines.push(`E-mail address: ${isOwn ? email : hiddenEmail(email)}`);
  }
  if (certificates.length > 0) {
    lines.push(`Certificates: ${certificates.length}`);
  }
  lines.push(...listed("Roles", roles));
  if (refusal === "unverified") lines.push("It is not verified yet.");
  if (refusal === "suspended" && suspended !== null) {
    const { by, reason, until } = suspended;
    const end = until === null ? "" : ` until ${timeOf(until)}`;
    lines.push(`Suspended by ${by}${end}: ${reason}`);
  }
  return lines;
}

function listed(title: string, words: readonly string[]): string[] {
  return [...packWords(words, ROOM)].map((line) => `${title}: ${line}`);
}
