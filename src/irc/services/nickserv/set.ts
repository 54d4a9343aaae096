import { findAccount } from "../../accounts/accounts.ts";
import { watchNicksOf } from "../../accounts/nicknames.ts";
import { renewKeptOf } from "../../presence/always_on.ts";
import { fold } from "../../names/casemapping.ts";
import type { Network } from "../../state/network.ts";
import type { ServiceCommand } from "../service.ts";
import {
  changeEmail,
  EMAIL,
  EMAIL_HELP,
  emailChecked,
  emailDrawn,
  emailKept,
} from "./email.ts";
import { ownAccountToChange } from "./own_account.ts";
import { changeSetting, SETTING_HELP } from "./setting.ts";

/** Changes what one's own account has set. */
export const set: ServiceCommand = {
  name: "SET",
  parameters: 2,
  most: 2,
  permission: "account",
  isSecret: true,
  syntax: "<setting> <value>",
  help: "Changes a setting of your account.",
  details: [...SETTING_HELP, ...EMAIL_HELP],
  run(talk, [name, value]) {
    const account = ownAccountToChange(talk);
    if (account === null) return;
    if (fold(name) === EMAIL) return changeEmail(talk, account, value);
    changeSetting(talk, account, name, value);
  },
  checked: emailChecked,
  drawn: emailDrawn,
  kept(network, params, session) {
    const [name, code] = params;
    if (code === undefined) return settingKept(network, params);
    emailKept(network, name, code, session);
  },
};

/** Does what follows from another setting, for those who have a nickname of the account. */
export function settingKept(
  network: Network,
  [name]: readonly string[],
): void {
  const account = findAccount(network, name);
  if (account === undefined) return;
  watchNicksOf(network, account);
  renewKeptOf(network, account);
}
