import { changeTo } from "../../accounts/changes.ts";
import { fold } from "../../names/casemapping.ts";
import type { ServiceCommand } from "../service.ts";
import { ownAccountToChange } from "./own_account.ts";

/** Gives a nickname back that GROUP made one's own. */
export const ungroup: ServiceCommand = {
  name: "UNGROUP",
  parameters: 0,
  most: 1,
  permission: "account",
  syntax: "[<nickname>]",
  help: "Gives a nickname of your account back, or the one that you have.",
  run(talk, [nick = talk.user.nick]) {
    const account = ownAccountToChange(talk);
    if (account === null) return;
    if (fold(nick) === fold(account.name)) {
      return talk.say(
        "That is what the account is called: DROP would delete all of it.",
      );
    }
    const nicks = account.nicks.filter((own) => fold(own) !== fold(nick));
    if (nicks.length === account.nicks.length) {
      return talk.say(`The nickname ${nick} does not belong to your account.`);
    }
    const change = changeTo({ ...account, nicks });
    talk.keep([change], [`The nickname ${nick} is anybody's now.`]);
  },
};
