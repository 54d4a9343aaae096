import { findAccount, isLoggedInTo, ownerOf } from "../../accounts/accounts.ts";
import { tryCertificate, tryPassword } from "../../accounts/logging_in.ts";
import { splitDevice } from "../../names/device.ts";
import type { Account } from "../../state/account.ts";
import type { Session } from "../../state/session.ts";
import type { ServiceCommand } from "../service.ts";

/** Logs in without SASL. What it says does not tell which accounts there are. */
export const identify: ServiceCommand = {
  name: "IDENTIFY",
  aliases: ["LOGIN"],
  parameters: 1,
  most: 2,
  permission: "anyone",
  isSecret: true,
  syntax: "[<account>[@<device>]] <password> | <account>[@<device>]",
  help: "Logs you in to an account.",
  details: [
    "Without an account it is the one that your nickname belongs to.",
    "Without a password it is one that your client's certificate opens.",
  ],
  run(talk, [first, second]) {
    const { network, session, user } = talk;
    const { account: named, device } = splitDevice(first);
    const opened = second === undefined
      ? findAccount(network, named)
      : undefined;
    if (opened !== undefined && isOpenedBy(opened, session)) {
      session.nameDevice(device);
      return tryCertificate(network, session, "service", named);
    }
    const [name, password] = second === undefined
      ? [ownerOf(network, user.nick)?.name ?? user.nick, first]
      : [named, second];
    const account = findAccount(network, name);
    if (account !== undefined && isLoggedInTo(user, account)) {
      return talk.say(`You are logged in to ${account.name} already.`);
    }
    if (second !== undefined) session.nameDevice(device);
    tryPassword(network, session, "service", name, password);
  },
};

function isOpenedBy(
  { certificates }: Account,
  { certificate }: Session,
): boolean {
  return certificate !== null && certificates.includes(certificate);
}
