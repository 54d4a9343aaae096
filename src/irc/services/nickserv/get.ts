import { findAccount } from "../../accounts/accounts.ts";
import type { ServiceCommand } from "../service.ts";
import { SETTING_HELP, showSettings } from "./setting.ts";

/** Shows what one's own account has set. */
export const get: ServiceCommand = {
  name: "GET",
  parameters: 0,
  most: 1,
  permission: "account",
  syntax: "[<setting>]",
  help: "Shows the settings of your account.",
  details: SETTING_HELP,
  run(talk, [name]) {
    const account = findAccount(talk.network, talk.user.account ?? "");
    if (account !== undefined) showSettings(talk, account, name);
  },
};
