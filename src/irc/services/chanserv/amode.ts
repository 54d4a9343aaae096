import { findAccount } from "../../accounts/accounts.ts";
import { changeRanks } from "../../channels/raising.ts";
import { isFounder } from "../../channels/standing.ts";
import { type PrefixMode, prefixMode } from "../../modes/index.ts";
import { fold } from "../../names/casemapping.ts";
import type {
  LastingRank,
  RegisteredChannel,
} from "../../state/registered_channel.ts";
import type { Conversation, ServiceCommand } from "../service.ts";
import {
  authorityOf,
  changed,
  membersOf,
  nameOf,
  registeredFor,
  timeOf,
} from "./on_channel.ts";

const CHANGE = /^([+-])([a-z])$/;

/** Gives accounts ranks on a channel for good, and lists who has them. */
export const amode: ServiceCommand = {
  name: "AMODE",
  parameters: 1,
  most: 3,
  permission: "ranked",
  syntax: "<channel> [+<rank> <account> | -<rank> <account>]",
  help: "Gives an account a rank on a channel for good, or lists them all.",
  details: [
    "A rank is one of the letters q a o h v: /CS AMODE #channel +o alice.",
    "An account has one rank; another one takes its place.",
    "Who may change what is as with MODE; your own rank you may give up.",
    "Half operators and above are let in whatever keeps others out, the others past +i.",
  ],
  run(talk, [name, change, given]) {
    const record = registeredFor(talk, name);
    if (record === null) return;
    if (change === undefined) return show(talk, record);
    const [, sign, letter] = CHANGE.exec(change) ?? [];
    const mode = letter === undefined ? undefined : prefixMode(letter);
    if (mode === undefined || given === undefined) {
      return talk.say(`${change} is no rank: +o <account> gives one.`);
    }
    if (isFounder(record, given)) {
      return talk.say(`${record.founder} is the founder: see /CS TRANSFER.`);
    }
    if (sign === "+") add(talk, record, mode, given);
    else remove(talk, record, mode, given);
  },
  kept(network, [name, account, taken, letter]) {
    const channel = network.findChannel(name);
    if (channel === undefined) return;
    const changes = membersOf(channel, account).flatMap((member) => [
      { member, letter: taken, set: false },
      { member, letter, set: true },
    ]);
    changeRanks(network, channel, changes.filter(({ letter }) => letter));
  },
};

function show(talk: Conversation, record: RegisteredChannel): void {
  const { founder, name, ranks } = record;
  talk.say(`${founder} is the founder of ${name}.`);
  for (const { account, at, by, letter } of sorted(ranks)) {
    talk.say(`${account} has +${letter}, given by ${by}: ${timeOf(at)}`);
  }
}

function sorted(ranks: readonly LastingRank[]): LastingRank[] {
  const rankOf = ({ letter }: LastingRank) => prefixMode(letter)?.rank ?? 0;
  return ranks.toSorted((one, other) => rankOf(other) - rankOf(one));
}

function rankOf(
  { ranks }: RegisteredChannel,
  account: string,
): LastingRank | undefined {
  const key = fold(account);
  return ranks.find((rank) => fold(rank.account) === key);
}

/** Tells whether who asks may change a rank, as MODE would have it. */
function mayChange(
  talk: Conversation,
  record: RegisteredChannel,
  letter: string,
): boolean {
  const { rankToSet = Infinity } = prefixMode(letter) ?? {};
  if (authorityOf(record, talk.user) >= rankToSet) return true;
  talk.say(`Your rank on ${record.name} is too low for that.`);
  return false;
}

function add(
  talk: Conversation,
  record: RegisteredChannel,
  { letter }: PrefixMode,
  given: string,
): void {
  const { network, user } = talk;
  const account = findAccount(network, given)?.name;
  if (account === undefined) return talk.say(`There is no account ${given}.`);
  const before = rankOf(record, account);
  if (before?.letter === letter) {
    return talk.say(`${account} has +${letter} already.`);
  }
  if (!mayChange(talk, record, letter)) return;
  if (before !== undefined && !mayChange(talk, record, before.letter)) return;
  const others = record.ranks.filter((rank) => rank !== before);
  const { listEntries } = network.settings.limits;
  if (others.length >= listEntries) {
    return talk.say(`There are ${listEntries} ranks already.`);
  }
  const rank = { account, letter, by: nameOf(user), at: network.at };
  talk.keep(
    [changed(record, { ranks: [...others, rank] })],
    [`${account} has +${letter} on ${record.name} now.`],
    [record.name, account, before?.letter ?? "", letter],
  );
}

/** Also of an account that is not there any more. */
function remove(
  talk: Conversation,
  record: RegisteredChannel,
  { letter }: PrefixMode,
  given: string,
): void {
  const before = rankOf(record, given);
  if (before?.letter !== letter) {
    return talk.say(`${given} has no +${letter} on ${record.name}.`);
  }
  const { account } = talk.user;
  const isOwn = account !== null && fold(account) === fold(before.account);
  if (!isOwn && !mayChange(talk, record, letter)) return;
  const ranks = record.ranks.filter((rank) => rank !== before);
  talk.keep(
    [changed(record, { ranks })],
    [`${before.account} has no +${letter} on ${record.name} any more.`],
    [record.name, before.account, letter, ""],
  );
}
