import { changeTo } from "../../accounts/changes.ts";
import { passwordRefusal } from "../../accounts/names.ts";
import {
  countLoginFailure,
  isLoginThrottled,
} from "../../accounts/throttles.ts";
import { claimOf, countFailure } from "../../users/failures.ts";
import type { ServiceCommand } from "../service.ts";
import { ownAccountToChange } from "./own_account.ts";

/** Stands for no password, of an account that is opened by certificates alone. */
const NONE = "*";

/** Who is logged in may have left the keyboard: a new password takes the old one. */
export const passwd: ServiceCommand = {
  name: "PASSWD",
  aliases: ["PASSWORD"],
  parameters: 2,
  most: 2,
  permission: "account",
  isSecret: true,
  syntax: "<old password> <new password>",
  help: "Gives your account another password.",
  details: [`Where it has none, ${NONE} stands for the old one.`],
  run(talk, [old, password]) {
    const { network, session } = talk;
    const account = ownAccountToChange(talk);
    if (account === null) return;
    const refusal = passwordRefusal(password, account.name);
    if (refusal !== null) return talk.say(`${refusal.text}.`);
    if (account.passwordHash === null && old === NONE) {
      return talk.hash(password, [account.name]);
    }
    if (isLoginThrottled(network, session.host, account.name)) {
      return talk.say("Too many passwords were wrong: wait a while.");
    }
    talk.check(account.name, account, old, [account.name, password]);
  },
  checked(talk, [name, password], isRight) {
    const { network, session } = talk;
    if (isRight) return talk.hash(password, [name]);
    countLoginFailure(network, session.host, name);
    talk.say("The old password is wrong.");
    countFailure(session, claimOf({ name }), "Too many failed logins");
  },
  hashed(talk, [name], hashed) {
    const account = ownAccountToChange(talk);
    if (account === null || account.name !== name) return;
    const change = changeTo({ ...account, ...hashed });
    talk.keep([change], [`The account ${name} has another password now.`]);
  },
};
