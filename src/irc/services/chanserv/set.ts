import {
  CHANNEL_SETTINGS,
  choicesOf,
  findChannelSetting,
} from "../../channels/settings.ts";
import { END } from "../../state/archive.ts";
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
  details: CHANNEL_SETTINGS.map((setting) =>
    `${setting.name} (${choicesOf(setting).join(", ")}): ${setting.help}.`
  ),
  run(talk, [name, given, value]) {
    const record = registeredFor(talk, name);
    if (record === null) return;
    const setting = findChannelSetting(given);
    if (setting === undefined) {
      return talk.say(`There is no setting ${given}: see /CS HELP SET.`);
    }
    const chosen = fold(value);
    const isChoice = setting.values.includes(chosen) ||
      setting.others?.accepts(chosen);
    if (!isChoice) {
      const choice = choicesOf(setting).join(" or ");
      return talk.say(`${setting.name} may be ${choice}.`);
    }
    const settings = { ...record.settings, [setting.name]: chosen };
    const said = `${setting.name} is ${chosen} on ${record.name} now.`;
    const params = [record.name, setting.name, chosen];
    talk.keep([changed(record, { settings })], [said], params);
  },
  kept({ archive, records }, [name, setting, value]) {
    const record = records.channels.get(fold(name));
    if (setting !== "history" || value !== "off" || record === undefined) {
      return;
    }
    archive.eraseBefore(record.party, END);
  },
};
