import { findAccount, isLoggedInTo } from "../../accounts/accounts.ts";
import { notice, whoIsAt } from "../../session/notices.ts";
import { SCAN_WORK } from "../../session/work.ts";
import { partyOfAccount } from "../../state/parties.ts";
import { confirmationFor, sayUnknown } from "../nickserv/own_account.ts";
import type { ServiceCommand } from "../service.ts";

const PRIVILEGE = "accounts";

/** Deletes all that an account has said, if that is said twice. */
export const forget: ServiceCommand = {
  name: "FORGET",
  parameters: 0,
  most: 2,
  permission: "account",
  syntax: "[<account> <code>]",
  help: "Deletes all that you have said, everywhere.",
  details: [
    "Without a code it tells which one is needed.",
    `Operators with the privilege ${PRIVILEGE} may do it for others.`,
  ],
  run(talk, [given, code]) {
    const { network, session, user } = talk;
    const name = given ?? user.account ?? "";
    const account = findAccount(network, name);
    if (account === undefined) return sayUnknown(talk, name);
    if (!isLoggedInTo(user, account) && !user.may(PRIVILEGE)) {
      return talk.say(`You are not logged in to ${account.name}.`);
    }
    const confirmation = confirmationFor(account);
    if (code !== confirmation) {
      return talk.say(
        `What ${account.name} has said cannot be brought back.`,
        `To delete it: /HISTSERV FORGET ${account.name} ${confirmation}`,
      );
    }
    const party = partyOfAccount(network, account.name);
    network.work += SCAN_WORK;
    if (party !== null) network.archive.forget(party);
    talk.say(`All that ${account.name} has said is deleted.`);
    const who = whoIsAt(session);
    const text = "{who} has deleted all that {name} has said";
    notice(network, "account", text, { who, name: account.name });
  },
};
