import { hashOfCode } from "../../accounts/codes.ts";
import { notice } from "../../session/notices.ts";
import type { Change } from "../../state/records.ts";
import type { RegisteredChannel } from "../../state/registered_channel.ts";
import { fold } from "../../names/casemapping.ts";
import type { ServiceCommand } from "../service.ts";
import { nameOf, registeredFor } from "./on_channel.ts";

const CONFIRMATION_DIGITS = 8;

/** Gives a channel up, if that is said twice. */
export const drop: ServiceCommand = {
  name: "DROP",
  aliases: ["UNREGISTER"],
  parameters: 1,
  most: 2,
  permission: "founder",
  syntax: "<channel> [<code>]",
  help: "Gives a channel up, so that others may register it.",
  details: [
    "Without a code it tells which one is needed.",
    "The channel goes on with those who are there, and ends with the last one.",
  ],
  run(talk, [name, code]) {
    const record = registeredFor(talk, name);
    if (record === null) return;
    const confirmation = confirmationFor(record);
    if (code !== confirmation) {
      return talk.say(
        `What is kept of ${record.name} cannot be brought back.`,
        `To give it up: /CS DROP ${record.name} ${confirmation}`,
      );
    }
    const key = fold(record.name);
    const change: Change = { kind: "channel", key, value: null };
    const said = `${record.name} is registered no more.`;
    talk.keep([change], [said], [record.name, nameOf(talk.user)]);
  },
  kept(network, [channel, who]) {
    const text = "The channel {channel} was given up by {who}";
    notice(network, "channel", text, { channel, who });
  },
};

/** Nobody gives a channel up by mistake, and nobody without having been told what it does. */
export function confirmationFor(
  { name, registeredAt }: Pick<RegisteredChannel, "name" | "registeredAt">,
): string {
  return hashOfCode(`${name} ${registeredAt}`).slice(0, CONFIRMATION_DIGITS);
}
