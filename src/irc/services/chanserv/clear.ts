import { emptyChannel } from "../../channels/emptying.ts";
import { noteChannel } from "../../channels/registered.ts";
import { type MadeChange, tellModes } from "../../channels/tell_modes.ts";
import { Views } from "../../channels/views.ts";
import { upperCase } from "../../names/casemapping.ts";
import type { Channel } from "../../state/channel.ts";
import type { Network } from "../../state/network.ts";
import type { RegisteredChannel } from "../../state/registered_channel.ts";
import type { Conversation, ServiceCommand } from "../service.ts";
import { changed, inhabitedFor, registeredFor } from "./on_channel.ts";

/** The lists that say who may come in. */
const ACCESS_LISTS = "beI";

/** Empties a channel, or what says who may come in. */
export const clear: ServiceCommand = {
  name: "CLEAR",
  parameters: 2,
  most: 2,
  permission: "founder",
  syntax: "<channel> USERS | ACCESS",
  help: "Removes the members of a channel, or who has which rights there.",
  details: [
    "USERS kicks all members but you.",
    "ACCESS empties the lists b, e and I, and takes all ranks that were given for good.",
  ],
  run(talk, [name, what]) {
    const record = registeredFor(talk, name);
    if (record === null) return;
    switch (upperCase(what)) {
      case "USERS":
        return clearUsers(talk, record);
      case "ACCESS":
        return clearAccess(talk, record);
    }
    talk.say(`${what} cannot be cleared: say USERS or ACCESS.`);
  },
  kept(network, [name]) {
    const channel = network.findChannel(name);
    if (channel !== undefined) clearLists(network, channel);
  },
};

function clearUsers(talk: Conversation, { name }: RegisteredChannel): void {
  const channel = inhabitedFor(talk, name);
  if (channel === null) return;
  const reason = `Cleared by ${talk.service.nick}`;
  emptyChannel(talk.network, channel, reason, talk.user);
  talk.say(`The members of ${name} are removed.`);
}

function clearAccess(talk: Conversation, record: RegisteredChannel): void {
  const lists = Object.fromEntries(
    Object.entries(record.lists)
      .filter(([letter]) => !ACCESS_LISTS.includes(letter)),
  );
  const said =
    `The lists of ${record.name} are empty, and nobody but the founder has a rank there for good.`;
  const change = changed(record, { lists, ranks: [] });
  talk.keep([change], [said], [record.name]);
}

function clearLists(network: Network, channel: Channel): void {
  const made: MadeChange[] = [];
  for (const letter of ACCESS_LISTS) {
    for (const { mask: param } of channel.lists.get(letter) ?? []) {
      made.push({ set: false, letter, param });
    }
    channel.lists.delete(letter);
  }
  noteChannel(network, channel);
  tellModes(network, null, new Views(channel), made);
}
