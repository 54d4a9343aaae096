import { changeTo } from "../../accounts/changes.ts";
import type { ServiceCommand } from "../service.ts";
import { tellOfAccount } from "./operators.ts";
import { accountToChange } from "./own_account.ts";

/** Takes back what SUSPEND did. */
export const unsuspend: ServiceCommand = {
  name: "UNSUSPEND",
  parameters: 1,
  most: 1,
  permission: "accounts",
  syntax: "<account>",
  help: "Lets the owner of an account into it again.",
  run(talk, [given]) {
    const account = accountToChange(talk, given);
    if (account === null) return;
    const { name } = account;
    if (account.suspended === null) {
      return talk.say(`The account ${name} is not suspended.`);
    }
    const change = changeTo({ ...account, suspended: null });
    talk.keep([change], [`The account ${name} is not suspended now.`], [name]);
  },
  kept(network, [name], session) {
    const what = "has ended the suspension of the account {name}";
    tellOfAccount(network, session, what, name);
  },
};
