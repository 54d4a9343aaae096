import { fold } from "../names/casemapping.ts";
import type { RegisteredChannel } from "../state/registered_channel.ts";

/** What a registered channel can have set otherwise than others. */
export interface ChannelSetting {
  /** In lower case */
  readonly name: string;
  readonly values: readonly string[];
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
];

/** Finds a setting by its name, in any case. */
export function findChannelSetting(name: string): ChannelSetting | undefined {
  return CHANNEL_SETTINGS.find((setting) => setting.name === fold(name));
}

/** Gives what a registered channel has set. */
export function channelSettingOf(
  { settings }: RegisteredChannel,
  name: string,
): string {
  return String(settings[name] ?? findChannelSetting(name)?.initial ?? "");
}
