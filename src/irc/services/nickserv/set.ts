import { findAccount } from "../../accounts/accounts.ts";
import { watchNicksOf } from "../../accounts/nicknames.ts";
import type { Network } from "../../state/network.ts";
import type { ServiceCommand } from "../service.ts";
import { ownAccountToChange } from "./own_account.ts";
import { changeSetting, SETTING_HELP } from "./setting.ts";

/** Changes what one's own account has set. */
export const set: ServiceCommand = {
  name: "SET",
  parameters: 2,
  most: 2,
  permission: "account",
  syntax: "<setting> <value>",
  help: "Changes a setting of your account.",
  details: SETTING_HELP,
  run(talk, [name, value]) {
    const account = ownAccountToChange(talk);
    if (account !== null) changeSetting(talk, account, name, value);
  },
  kept: settingKept,
};

/** Does what follows from another setting, for those who have a nickname of the account. */
export function settingKept(
  network: Network,
  [name]: readonly string[],
): void {
  const account = findAccount(network, name);
  if (account !== undefined) watchNicksOf(network, account);
}
