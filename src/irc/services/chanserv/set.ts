import {
  CHANNEL_SETTINGS,
  findChannelSetting,
} from "../../channels/settings.ts";
import { fold } from "../../names/casemapping.ts";
import type { ServiceCommand } from "../service.ts";
import { changed, registeredFor } from "./on_channel.ts";

/** Changes what a channel has set. */
export const set: ServiceCommand = {
  name: "SET",
  parameters: 3,
  most: 3,
  permission: "founder",
  syntax: "<channel> <setting> <value>",
  help: "Changes a setting of a channel.",
  details: CHANNEL_SETTINGS.map(({ help, name, values }) =>
    `${name} (${values.join(", ")}): ${help}.`
  ),
  run(talk, [name, given, value]) {
    const record = registeredFor(talk, name);
    if (record === null) return;
    const setting = findChannelSetting(given);
    if (setting === undefined) {
      return talk.say(`There is no setting ${given}: see /CS HELP SET.`);
    }
    const chosen = setting.values.find((known) => known === fold(value));
    if (chosen === undefined) {
      const choice = setting.values.join(" or ");
      return talk.say(`${setting.name} may be ${choice}.`);
    }
    const settings = { ...record.settings, [setting.name]: chosen };
    const said = `${setting.name} is ${chosen} on ${record.name} now.`;
    talk.keep([changed(record, { settings })], [said]);
  },
};
