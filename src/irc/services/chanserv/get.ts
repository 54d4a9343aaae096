import {
  CHANNEL_SETTINGS,
  channelSettingOf,
  findChannelSetting,
} from "../../channels/settings.ts";
import type { ServiceCommand } from "../service.ts";
import { registeredFor } from "./on_channel.ts";

/** Shows what a channel has set. */
export const get: ServiceCommand = {
  name: "GET",
  parameters: 1,
  most: 2,
  permission: "founder",
  syntax: "<channel> [<setting>]",
  help: "Shows what a channel has set, all of it or one setting.",
  run(talk, [name, given]) {
    const record = registeredFor(talk, name);
    if (record === null) return;
    const setting = given === undefined ? undefined : findChannelSetting(given);
    if (given !== undefined && setting === undefined) {
      return talk.say(`There is no setting ${given}: see /CS HELP SET.`);
    }
    const shown = setting === undefined ? CHANNEL_SETTINGS : [setting];
    for (const { name } of shown) {
      talk.say(`${name} is ${channelSettingOf(record, name)}`);
    }
  },
};
