import { moveJots } from "../../accounts/account_jots.ts";
import {
  findAccount,
  ownerOf,
  sessionsOf,
  usersOf,
} from "../../accounts/accounts.ts";
import { changesRenaming } from "../../accounts/changes.ts";
import { setAccount } from "../../accounts/login.ts";
import {
  isAccountName,
  isLikeAnothers,
  isNameOwned,
} from "../../accounts/names.ts";
import { watchNicksOf } from "../../accounts/nicknames.ts";
import { fold } from "../../names/casemapping.ts";
import type { Network } from "../../state/network.ts";
import type { ServiceCommand } from "../service.ts";
import { tellOfAccount } from "./operators.ts";
import { accountToChange } from "./own_account.ts";

/** Gives an account another name; all else stays as it is. */
export const rename: ServiceCommand = {
  name: "RENAME",
  parameters: 2,
  most: 2,
  permission: "accounts",
  syntax: "<account> <new name>",
  help: "Gives an account another name, or spells it otherwise.",
  details: ["Who is logged in to it stays so. Its channels stay its own."],
  run(talk, [given, name], context) {
    const { network } = talk;
    const account = accountToChange(talk, given);
    if (account === null) return;
    const isSpelling = fold(account.name) === fold(name);
    if (!isAccountName(context, name)) {
      return talk.say(`No account can be called ${name}.`);
    }
    const isTaken = isSpelling ? isLikeAnothers : isNameOwned;
    if (isTaken(network, name, account)) {
      return talk.say(
        ownerOf(network, name) === account
          ? `The nickname ${name} is grouped with it: UNGROUP it first.`
          : `An account has the name ${name} already.`,
      );
    }
    const changes = changesRenaming(network.records, account, name);
    const said = `The account ${account.name} is called ${name} now.`;
    talk.keep(changes, [said], [name, account.name]);
  },
  kept(network, [name, before], session) {
    tellOfAccount(network, session, `has renamed ${before} to {name}`, name);
    moveJots(network, before, name);
    renameLogins(network, before, name);
    const account = findAccount(network, name);
    if (account !== undefined) watchNicksOf(network, account);
  },
};

function renameLogins(network: Network, before: string, name: string): void {
  for (const { registration } of sessionsOf(network, { name: before })) {
    if (registration !== null) registration.account = name;
  }
  for (const user of usersOf(network, { name: before })) {
    setAccount(network, user, name);
  }
}
