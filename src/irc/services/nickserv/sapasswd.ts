import { changeTo } from "../../accounts/changes.ts";
import { passwordRefusal } from "../../accounts/names.ts";
import type { ServiceCommand } from "../service.ts";
import { tellOfAccount } from "./operators.ts";
import { accountToChange } from "./own_account.ts";

/** Gives an account another password whose owner has lost it. */
export const sapasswd: ServiceCommand = {
  name: "SAPASSWD",
  parameters: 2,
  most: 2,
  permission: "accounts",
  isSecret: true,
  syntax: "<account> <new password>",
  help: "Gives an account of somebody else another password.",
  run(talk, [given, password]) {
    const account = accountToChange(talk, given);
    if (account === null) return;
    const refusal = passwordRefusal(password, account.name);
    if (refusal !== null) return talk.say(`${refusal.text}.`);
    talk.hash(password, [account.name]);
  },
  hashed(talk, [name], hashed) {
    const account = accountToChange(talk, name);
    if (account === null) return;
    const change = changeTo({ ...account, ...hashed });
    const said = `The account ${name} has another password now.`;
    talk.keep([change], [said], [name]);
  },
  kept(network, [name], session) {
    const what = "has given the account {name} another password";
    tellOfAccount(network, session, what, name);
  },
};
