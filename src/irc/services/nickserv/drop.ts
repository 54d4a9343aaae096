import { forgetJots } from "../../accounts/account_jots.ts";
import { changesWithout } from "../../accounts/changes.ts";
import { endSessionsOf } from "../../accounts/suspending.ts";
import { fold } from "../../names/casemapping.ts";
import { notice } from "../../session/notices.ts";
import type { ServiceCommand } from "../service.ts";
import { confirmationFor, ownAccountToChange } from "./own_account.ts";

/** Deletes one's own account, if that is said twice. */
export const drop: ServiceCommand = {
  name: "DROP",
  aliases: ["UNREGISTER"],
  parameters: 0,
  most: 2,
  permission: "account",
  syntax: "[<account> <code>]",
  help: "Deletes your account, its nicknames and its channels.",
  details: [
    "Without a code it tells which one is needed.",
    "All your connections end. Whether others may have the name is for the network to say.",
  ],
  run(talk, [name, code]) {
    const account = ownAccountToChange(talk);
    if (account === null) return;
    const confirmation = confirmationFor(account);
    const isOwn = name !== undefined && fold(name) === fold(account.name);
    if (!isOwn || code !== confirmation) {
      return talk.say(
        "Your account, its nicknames and its channels cannot be brought back.",
        `To delete it: /NS DROP ${account.name} ${confirmation}`,
      );
    }
    const { network } = talk;
    const { droppedNames } = network.settings.accountRules;
    const droppedAt = droppedNames === "kept" ? network.at : null;
    const changes = changesWithout(network.records, account, droppedAt);
    const said = `The account ${account.name} is deleted.`;
    talk.keep(changes, [said], [account.name]);
  },
  kept(network, [name]) {
    const text = "The account {name} was deleted by its owner";
    notice(network, "account", text, { name });
    endSessionsOf(network, name, "Account deleted");
    forgetJots(network, name);
  },
};
