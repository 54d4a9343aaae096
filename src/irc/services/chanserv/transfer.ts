import { findAccount, usersOf } from "../../accounts/accounts.ts";
import { CHANSERV_NICK } from "../../channels/chanserv_nick.ts";
import { changeRanks } from "../../channels/raising.ts";
import { FOUNDER_MODE, isFounder } from "../../channels/standing.ts";
import { fold } from "../../names/casemapping.ts";
import { notice } from "../../session/notices.ts";
import { say } from "../../session/services.ts";
import type { Network } from "../../state/network.ts";
import type { Change } from "../../state/records.ts";
import type { RegisteredChannel } from "../../state/registered_channel.ts";
import type { ServiceCommand } from "../service.ts";
import { changed, membersOf, nameOf, registeredFor } from "./on_channel.ts";

/** Offers a channel to another account; operators of the network give it away at once. */
export const transfer: ServiceCommand = {
  name: "TRANSFER",
  parameters: 2,
  most: 2,
  permission: "founder",
  syntax: "<channel> <account>",
  help: "Offers your channel to another account, which must accept it.",
  details: [
    "Until then it is yours; to offer it to yourself takes the offer back.",
    "You keep no rank on it.",
  ],
  run(talk, [name, given]) {
    const { network, user } = talk;
    const record = registeredFor(talk, name);
    const account = findAccount(network, given);
    if (record === null) return;
    if (account === undefined || account.verifiedAt === null) {
      return talk.say(`There is no account ${given}.`);
    }
    const isOwn = isFounder(record, account.name);
    if (user.may("channels") && !isOwn) {
      return talk.keep(
        [changeGiving(record, account.name)],
        [`${record.name} is ${account.name}'s now.`],
        [record.name, account.name, record.founder, nameOf(user)],
      );
    }
    const offeredTo = isOwn ? null : account.name;
    const said = isOwn
      ? `${record.name} is not offered to anybody.`
      : `${record.name} is offered to ${account.name}, who must accept it.`;
    const params = isOwn ? [] : [record.name, account.name];
    talk.keep([changed(record, { offeredTo })], [said], params);
  },
  kept(network, [channel, account, before, by]) {
    if (channel === undefined) return;
    if (before === undefined) return tellOfOffer(network, channel, account);
    giveRanks(network, channel, account, before);
    const text = "{by} gave the channel {channel} of {before} to {account}";
    notice(network, "channel", text, { by, channel, before, account });
  },
};

/** Makes the change that gives a channel to an account, whose founder keeps no rank. */
export function changeGiving(
  record: RegisteredChannel,
  founder: string,
): Change {
  const key = fold(founder);
  const ranks = record.ranks.filter(({ account }) => fold(account) !== key);
  return changed(record, { founder, offeredTo: null, ranks });
}

/** Lets the ranks of those who are there follow. */
export function giveRanks(
  network: Network,
  name: string,
  founder: string,
  before: string,
): void {
  const channel = network.findChannel(name);
  if (channel === undefined) return;
  const changeFor = (account: string, set: boolean) =>
    membersOf(channel, account)
      .map((member) => ({ member, letter: FOUNDER_MODE, set }));
  changeRanks(network, channel, [
    ...changeFor(before, false),
    ...changeFor(founder, true),
  ]);
}

function tellOfOffer(network: Network, channel: string, name: string): void {
  const account = findAccount(network, name);
  if (account === undefined) return;
  for (const { sessions } of usersOf(network, account)) {
    for (const session of sessions) {
      const text =
        `The channel ${channel} is offered to you: /CS ACCEPT ${channel}`;
      say(session, CHANSERV_NICK, text);
    }
  }
}
