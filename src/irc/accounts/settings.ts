import { type OtherValues, REPLAYS } from "../channels/settings.ts";
import { KEEPING } from "../names/history_rules.ts";
import { NO_REPLAY } from "../names/replay.ts";
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
  /** What else it may be */
  readonly others?: OtherValues;
  /** What it is where nothing is set; null for as the network has it */
  readonly initial: string | null;
  /** What it sets, in one line */
  readonly help: string;
}

/** The name of the setting by which the connections of an account are one user, or are not. */
export const MULTICLIENT = "multiclient";

/** The name of the setting by which the user of an account stays without a connection, or does not. */
export const ALWAYS_ON = "always-on";

/** The name of the setting by which it is away then, or is not. */
export const AUTO_AWAY = "auto-away";

/** The name of the setting by which INFO does not tell others when its owner was there. */
export const LAST_SEEN = "last-seen";

/** What {@linkcode LAST_SEEN} is set to then. */
export const HIDDEN = "hidden";
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
    values: CHOICES,
    initial: "off",
    help: "whether INFO keeps your other nicknames to itself",
  },
  {
    name: MULTICLIENT,
    values: CHOICES,
    initial: null,
    help: "whether your connections share one nickname and its channels",
  },
  {
    name: ALWAYS_ON,
    values: CHOICES,
    initial: null,
    help: "whether you stay on the network while you have no connection",
  },
  {
    name: AUTO_AWAY,
    values: CHOICES,
    initial: null,
    help: "whether you are marked as away then",
  },
  {
    name: LAST_SEEN,
    values: ["shown", HIDDEN],
    initial: "shown",
    help: "whether INFO tells others on which day you were logged in last",
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

/** Gives what is meant by a value in other words. */
export function valueMeant({ values }: AccountSetting, value: string): string {
  if (!CHOICES.every((choice) => values.includes(choice))) return value;
  return OTHER_WORDS.get(value) ?? value;
}

const OTHER_WORDS: ReadonlyMap<string, string> = new Map([
  ["true", "on"],
  ["yes", "on"],
  ["false", "off"],
  ["no", "off"],
]);

/** Finds a setting by its name, in any case. */
export function findSetting(name: string): AccountSetting | undefined {
  return ACCOUNT_SETTINGS.find((setting) => setting.name === fold(name));
}

/** Gives an account as it is once it has something set, or no more. */
export function withSetting(
  account: Account,
  name: string,
  value: string,
): Account {
  const { [name]: _, ...others } = account.settings;
  const settings = value === DEFAULT_VALUE
    ? others
    : { ...others, [name]: value };
  return { ...account, settings };
}

/** Gives what an account has set. */
export function settingOf(account: Account, name: string): string {
  const set = account.settings[name];
  return set === undefined
    ? findSetting(name)?.initial ?? DEFAULT_VALUE
    : String(set);
}
