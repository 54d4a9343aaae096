import { changeTo } from "../../accounts/changes.ts";
import { isAccountName } from "../../accounts/names.ts";
import { isNameKept, ownerOf } from "../../accounts/accounts.ts";
import { fold } from "../../names/casemapping.ts";
import type { ServiceCommand } from "../service.ts";
import { ownAccountToChange } from "./own_account.ts";

/** Makes one more nickname one's own. */
export const group: ServiceCommand = {
  name: "GROUP",
  parameters: 0,
  permission: "account",
  syntax: "",
  help: "Makes the nickname that you have one of your account's.",
  run(talk, _params, context) {
    const { network, user } = talk;
    const { nick } = user;
    const account = ownAccountToChange(talk);
    if (account === null) return;
    const owner = ownerOf(network, nick);
    if (owner !== undefined) {
      return talk.say(
        fold(owner.name) === fold(account.name)
          ? `The nickname ${nick} is yours already.`
          : `The nickname ${nick} belongs to another account.`,
      );
    }
    if (!isAccountName(context, nick) || isNameKept(network, nick)) {
      return talk.say(`The nickname ${nick} cannot belong to an account.`);
    }
    const { accountNicks } = network.settings.limits;
    if (account.nicks.length >= accountNicks) {
      return talk.say(
        `An account has at most ${accountNicks} nicknames besides its name: give one back with UNGROUP.`,
      );
    }
    const change = changeTo({ ...account, nicks: [...account.nicks, nick] });
    talk.keep([change], [`The nickname ${nick} belongs to your account now.`]);
  },
};
