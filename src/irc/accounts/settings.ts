import { type OtherValues, REPLAYS } from "../channels/settings.ts";
import { KEEPING } from "../names/history_rules.ts";
import { NO_REPLAY } from "../names/replay.ts";
import { fold } from "../names/casemapping.ts";
import { NICK_RULES } from "../names/account_rules.ts";
import type { Account } from "../state/account.ts";
import { ENFORCE } from "./nicknames.ts";

/** What an account can have set otherwise than others. */
export interface AccountSetting {
  /** In lower case */
  readonly name: string;
  /** What it may be, besides `default` */
  readonly values: readonly string[];
  /** What else it may be */
  readonly others?: OtherValues;
  /** What it is where nothing is set; null for as the network has it */
  readonly initial: string | null;
  /** What it sets, in one line */
  readonly help: string;
}

/** What is shown on joining. */
export const REPLAY = "replay";

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
    name: "history",
    values: KEEPING,
    initial: KEEPING[0],
    help:
      "what is kept of your private messages, those of others to you too: for good, in memory alone, or nothing",
  },
  {
    name: REPLAY,
    values: [NO_REPLAY],
    others: REPLAYS,
    initial: null,
    help:
      "what clients of yours are shown on joining that cannot ask for history themselves",
  },
];

/** Lists what a setting may be. */
export function choicesOf({ others, values }: AccountSetting): string[] {
  const all = [...values, ...others === undefined ? [] : [others.form]];
  return [...all, DEFAULT_VALUE];
}

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
