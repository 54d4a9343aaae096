import { findAccount } from "../../accounts/accounts.ts";
import { ENFORCE, watchNicksOf } from "../../accounts/nicknames.ts";
import { ALWAYS_ON, findSetting } from "../../accounts/settings.ts";
import { renewPresence } from "../../presence/persistence.ts";
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
    const [name, what] = params;
    if (what === undefined) return;
    if (findSetting(what) !== undefined) return settingKept(network, params);
    emailKept(network, name, what, session);
  },
};

/** Does what follows from another setting: for who has a nickname of the account, or is logged in to it. */
export function settingKept(
  network: Network,
  [name, setting]: readonly string[],
): void {
  const account = findAccount(network, name);
  if (account === undefined) return;
  if (setting === ENFORCE) watchNicksOf(network, account);
  if (setting === ALWAYS_ON) renewPresence(network, account, undefined);
}
