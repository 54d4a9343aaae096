import type { ServiceCommand } from "../service.ts";
import { tellOfAccount } from "./operators.ts";
import { accountToChange } from "./own_account.ts";
import { settingKept } from "./set.ts";
import { changeSetting, SETTING_HELP, showSettings } from "./setting.ts";

/** Changes what the account of somebody else has set, or shows it. */
export const saset: ServiceCommand = {
  name: "SASET",
  parameters: 1,
  most: 3,
  permission: "accounts",
  syntax: "<account> [<setting> [<value>]]",
  help: "Changes a setting of an account of somebody else, or shows them.",
  details: SETTING_HELP,
  run(talk, [given, setting, value]) {
    const account = accountToChange(talk, given);
    if (account === null) return;
    if (setting === undefined || value === undefined) {
      return showSettings(talk, account, setting);
    }
    changeSetting(talk, account, setting, value);
  },
  kept(network, params, session) {
    const what = "has changed a setting of the account {name}";
    tellOfAccount(network, session, what, params[0]);
    settingKept(network, params);
  },
};
