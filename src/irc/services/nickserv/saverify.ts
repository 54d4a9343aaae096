import { findAccount } from "../../accounts/accounts.ts";
import { watchNicksOf } from "../../accounts/nicknames.ts";
import { verified } from "../../accounts/verifying.ts";
import type { ServiceCommand } from "../service.ts";
import { tellOfAccount } from "./operators.ts";
import { accountToChange } from "./own_account.ts";

/** Verifies an account whose owner cannot. */
export const saverify: ServiceCommand = {
  name: "SAVERIFY",
  parameters: 1,
  most: 1,
  permission: "accounts",
  syntax: "<account>",
  help: "Verifies an account of somebody else.",
  run(talk, [given]) {
    const account = accountToChange(talk, given);
    if (account === null) return;
    const { name } = account;
    if (account.verifiedAt !== null) {
      return talk.say(`The account ${name} is verified already.`);
    }
    const change = verified(talk.network, account);
    talk.keep([change], [`The account ${name} is verified.`], [name]);
  },
  kept(network, [name], session) {
    tellOfAccount(network, session, "has verified the account {name}", name);
    const account = findAccount(network, name);
    if (account !== undefined) watchNicksOf(network, account);
  },
};
