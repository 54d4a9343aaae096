import { fold } from "../names/casemapping.ts";
import { CHOICES, NICK_RULES } from "../names/account_rules.ts";
import type { Account } from "../state/account.ts";
import { ENFORCE } from "./nicknames.ts";

/** What an account can have set otherwise than others. */
export interface AccountSetting {
  /** In lower case */
  readonly name: string;
  /** What it may be, besides `default` */
  readonly values: readonly string[];
  /** What it is where nothing is set; null for as the network has it */
  readonly initial: string | null;
  /** What it sets, in one line */
  readonly help: string;
}

/** The name of the setting by which the connections of an account are one user, or are not. */
export const MULTICLIENT = "multiclient";

/** Takes back what was set. */
export const DEFAULT_VALUE = "default";

/** All that an account can have set: the one list that SET, GET and their help read. */
export const ACCOUNT_SETTINGS: readonly AccountSetting[] = [
  {
    name: ENFORCE,
    values: NICK_RULES,
    initial: null,
    help: "what becomes of others who have your nickname",
  },
  {
    name: "private",
    values: ["on", "off"],
    initial: "off",
    help: "whether INFO keeps your other nicknames to itself",
  },
  {
    name: MULTICLIENT,
    values: CHOICES,
    initial: null,
    help: "whether your connections share one nickname and its channels",
  },
];

/** Finds a setting by its name, in any case. */
export function findSetting(name: string): AccountSetting | undefined {
  return ACCOUNT_SETTINGS.find((setting) => setting.name === fold(name));
}

/** Gives what an account has set. */
export function settingOf(account: Account, name: string): string {
  const set = account.settings[name];
  return set === undefined
    ? findSetting(name)?.initial ?? DEFAULT_VALUE
    : String(set);
}
