import { changeTo } from "../../accounts/changes.ts";
import {
  ACCOUNT_SETTINGS,
  choicesOf,
  DEFAULT_VALUE,
  findSetting,
  settingOf,
} from "../../accounts/settings.ts";
import { fold } from "../../names/casemapping.ts";
import type { Account } from "../../state/account.ts";
import type { Conversation } from "../service.ts";

/** What HELP says of the settings there are. */
export const SETTING_HELP: readonly string[] = [
  "The settings are:",
  ...ACCOUNT_SETTINGS.map((setting) =>
    `${setting.name}: ${setting.help} (${choicesOf(setting).join(", ")}).`
  ),
];

/** Shows a setting of an account, or all of them. */
export function showSettings(
  talk: Conversation,
  account: Account,
  name: string | undefined,
): void {
  const found = name === undefined ? undefined : findSetting(name);
  if (name !== undefined && found === undefined) return sayNone(talk, name);
  for (const setting of found === undefined ? ACCOUNT_SETTINGS : [found]) {
    talk.say(`${setting.name}: ${settingOf(account, setting.name)}`);
  }
}

function sayNone(talk: Conversation, name: string): void {
  const names = ACCOUNT_SETTINGS.map((setting) => setting.name).join(", ");
  talk.say(`There is no setting ${name}. There are: ${names}.`);
}

/** Changes a setting of an account. */
export function changeSetting(
  talk: Conversation,
  account: Account,
  name: string,
  given: string,
): void {
  const setting = findSetting(name);
  if (setting === undefined) return sayNone(talk, name);
  const value = fold(given);
  const isChoice = value === DEFAULT_VALUE || setting.values.includes(value) ||
    setting.others?.accepts(value);
  if (!isChoice) {
    const values = choicesOf(setting).join(", ");
    return talk.say(`${setting.name} is one of ${values}.`);
  }
  const { [setting.name]: _, ...others } = account.settings;
  const settings = value === DEFAULT_VALUE
    ? others
    : { ...others, [setting.name]: value };
  const changed = { ...account, settings };
  const texts = [`${setting.name}: ${settingOf(changed, setting.name)}`];
  talk.keep([changeTo(changed)], texts, [account.name]);
}
