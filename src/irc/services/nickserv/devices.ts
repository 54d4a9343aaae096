import { usersOf } from "../../accounts/accounts.ts";
import { upperCase } from "../../names/casemapping.ts";
import { devicesOf, forgetDevice } from "../../presence/devices.ts";
import { timeOf } from "../../state/message_ids.ts";
import type { ServiceCommand } from "../service.ts";

/** Lists and forgets the devices that one has given a name. */
export const devices: ServiceCommand = {
  name: "DEVICES",
  parameters: 0,
  most: 2,
  permission: "account",
  syntax: "[DEL <device>]",
  help: "Lists the devices that are played what they have missed.",
  details: [
    "A device has its name from you: log in as <account>@<device>.",
    "DEL forgets one: it is played nothing when it comes next.",
  ],
  run(talk, [word = "LIST", given = ""]) {
    const { network, user: { account } } = talk;
    if (account === null) return;
    const known = devicesOf(network, account);
    const name = given.toLowerCase();
    switch (upperCase(word)) {
      case "DEL":
        if (!known.has(name)) return talk.say("There is no such device.");
        forgetDevice(network, account, name);
        return talk.say(`The device ${name} is forgotten.`);
      case "LIST":
        break;
      default:
        return talk.say(`Syntax: DEVICES ${devices.syntax}`);
    }
    if (known.size === 0) talk.say("Your account has no devices.");
    const connected = usersOf(network, { name: account })
      .flatMap(({ sessions }) => sessions)
      .map(({ device }) => device?.name ?? null);
    for (const [device, sent] of known) {
      const last = new Date(timeOf(sent)).toUTCString();
      const where = connected.includes(device)
        ? "connected"
        : `there until ${last}`;
      talk.say(`${device}, ${where}`);
    }
  },
};
