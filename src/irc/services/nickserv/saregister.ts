import { newParty } from "../../state/parties.ts";
import { findAccount, NEW_ACCOUNT } from "../../accounts/accounts.ts";
import { changeTo } from "../../accounts/changes.ts";
import {
  emailRefusal,
  isAccountName,
  isNameOwned,
  passwordRefusal,
} from "../../accounts/names.ts";
import { watchNicksOf } from "../../accounts/nicknames.ts";
import type { Conversation, ServiceCommand } from "../service.ts";
import { tellOfAccount } from "./operators.ts";

/** Registers an account for somebody else, whatever keeps people from doing that themselves. */
export const saregister: ServiceCommand = {
  name: "SAREGISTER",
  parameters: 2,
  most: 3,
  permission: "accounts",
  isSecret: true,
  syntax: "<account> <password> [<e-mail address>]",
  help: "Registers an account for somebody else, who need not verify it.",
  run(talk, [name, password, email], context) {
    if (!isAccountName(context, name)) {
      return talk.say(`No account can be called ${name}.`);
    }
    if (isTaken(talk, name)) return;
    const isUnfit = email !== undefined &&
      emailRefusal(email, context.settings) !== null;
    if (isUnfit) return talk.say("No account can have that e-mail address.");
    const refusal = passwordRefusal(talk.network, password, name);
    if (refusal !== null) return talk.say(`${refusal.text}.`);
    talk.hash(password, [name, ...email === undefined ? [] : [email]]);
  },
  hashed(talk, [name, email = null], hashed) {
    if (isTaken(talk, name)) return;
    const { at } = talk.network;
    const times = { registeredAt: at, verifiedAt: at };
    const party = newParty(talk.network);
    const account = { ...NEW_ACCOUNT, ...hashed, ...times, name, party, email };
    talk.keep([changeTo(account)], [`The account ${name} is there.`], [name]);
  },
  kept(network, [name], session) {
    tellOfAccount(network, session, "has registered the account {name}", name);
    const account = findAccount(network, name);
    if (account !== undefined) watchNicksOf(network, account);
  },
};

function isTaken(talk: Conversation, name: string): boolean {
  const isTaken = isNameOwned(talk.network, name);
  if (isTaken) talk.say(`An account has the name ${name} already.`);
  return isTaken;
}
