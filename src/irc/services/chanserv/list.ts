import { isSuspended } from "../../channels/registered.ts";
import { matchesMask } from "../../names/mask.ts";
import { comparisonWork } from "../../session/work.ts";
import type { ServiceCommand } from "../service.ts";

/** Lists registered channels for operators: also those that nobody is on. */
export const list: ServiceCommand = {
  name: "LIST",
  parameters: 0,
  most: 1,
  permission: "channels",
  syntax: "[<mask>]",
  help: "Lists the registered channels, or those whose names fit a mask.",
  run(talk, [mask = "*"]) {
    const { network } = talk;
    const { at, records: { channels }, settings: { limits } } = network;
    network.work += comparisonWork(channels.size, mask);
    const found = [...channels.values()].filter(({ name }) =>
      matchesMask(mask, name)
    );
    for (const record of found.slice(0, limits.matches)) {
      const end = isSuspended(record, at) ? ", suspended" : "";
      talk.say(`${record.name} (${record.founder}${end})`);
    }
    talk.say(`Registered channels that fit: ${found.length}`);
  },
};
