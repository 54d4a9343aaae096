import { CUTOFFS, KEEPING } from "../names/history_rules.ts";
import { NO_REPLAY, parseReplay, REPLAY_FORM } from "../names/replay.ts";
import { fold } from "../names/casemapping.ts";
import type { RegisteredChannel } from "../state/registered_channel.ts";

/** Values of a setting that are too many to be listed. */
export interface OtherValues {
  /** What they are like, in a few words */
  readonly form: string;
  accepts(value: string): boolean;
}

/** Any amount of lines and time. */
export const REPLAYS: OtherValues = {
  form: REPLAY_FORM,
  accepts: (value) => parseReplay(value) !== null,
};

/** What a registered channel can have set otherwise than others. */
export interface ChannelSetting {
  /** In lower case */
  readonly name: string;
  readonly values: readonly string[];
  /** What else it may be */
  readonly others?: OtherValues;
  /** What it is where nothing is set */
  readonly initial: string;
  /** What it sets, in one line */
  readonly help: string;
}

/** All that a registered channel can have set: the one list that SET, GET and their help read. */
export const CHANNEL_SETTINGS: readonly ChannelSetting[] = [
  {
    name: "ranks",
    values: ["on", "off"],
    initial: "on",
    help: "whether lasting ranks come by themselves, with JOIN and login",
  },
  {
    name: "private",
    values: ["on", "off"],
    initial: "off",
    help: "whether INFO is for those alone who have a rank on the channel",
  },
  {
    name: "history",
    values: KEEPING,
    initial: KEEPING[0],
    help:
      "what is kept of what is said: for good, in memory alone, or nothing, and nothing of before either",
  },
  {
    name: "query-cutoff",
    values: [...CUTOFFS, "default"],
    initial: "default",
    help:
      "how far back members read: to when they were registered, to when they joined, to the beginning, or as the network has it",
  },
  {
    name: "replay",
    values: [NO_REPLAY, "default"],
    others: REPLAYS,
    initial: "default",
    help:
      "what is shown on joining to clients that cannot ask for history themselves",
  },
];

/** Finds a setting by its name, in any case. */
export function findChannelSetting(name: string): ChannelSetting | undefined {
  return CHANNEL_SETTINGS.find((setting) => setting.name === fold(name));
}

/** Lists what a setting may be. */
export function choicesOf({ others, values }: ChannelSetting): string[] {
  return [...values, ...others === undefined ? [] : [others.form]];
}

/** Gives what a registered channel has set. */
export function channelSettingOf(
  { settings }: RegisteredChannel,
  name: string,
): string {
  return String(settings[name] ?? findChannelSetting(name)?.initial ?? "");
}
