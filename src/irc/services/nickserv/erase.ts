import { isConfigured } from "../../accounts/accounts.ts";
import { forgetJots } from "../../accounts/account_jots.ts";
import { changesWithout } from "../../accounts/changes.ts";
import { endSessionsOf } from "../../accounts/suspending.ts";
import { fold } from "../../names/casemapping.ts";
import type { ServiceCommand } from "../service.ts";
import { tellOfAccount } from "./operators.ts";
import { accountToChange, confirmationFor } from "./own_account.ts";

/** Deletes an account of somebody else, and what DROP has left of one. */
export const erase: ServiceCommand = {
  name: "ERASE",
  parameters: 1,
  most: 2,
  permission: "accounts",
  syntax: "<account> [<code>]",
  help: "Deletes an account of somebody else, and frees its name.",
  details: [
    "Without a code it tells which one is needed.",
    "It frees a name, too, that is kept since its account was dropped.",
  ],
  run(talk, [given, code]) {
    const { network } = talk;
    const { records } = network;
    const kept = isConfigured(network, given)
      ? undefined
      : records.accounts.get(fold(given));
    const account = kept ?? accountToChange(talk, given);
    if (account === null) return;
    const { name } = account;
    const confirmation = confirmationFor(account);
    if (code !== confirmation) {
      return talk.say(
        "The account, its nicknames and its channels cannot be brought back.",
        `To delete it: /NS ERASE ${name} ${confirmation}`,
      );
    }
    const changes = changesWithout(records, account, null);
    talk.keep(changes, [`The account ${name} is deleted.`], [name]);
  },
  kept(network, [name], session) {
    tellOfAccount(network, session, "has deleted the account {name}", name);
    endSessionsOf(network, name, "Account deleted");
    forgetJots(network, name);
  },
};
