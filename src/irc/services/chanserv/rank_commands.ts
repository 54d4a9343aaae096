import { changeRanks } from "../../channels/raising.ts";
import { lastingMode } from "../../channels/standing.ts";
import { highestRank, type PrefixMode, prefixMode } from "../../modes/index.ts";
import type { Channel } from "../../state/channel.ts";
import type { RegisteredChannel } from "../../state/registered_channel.ts";
import type { User } from "../../state/user.ts";
import type { Conversation, ServiceCommand } from "../service.ts";
import { authorityOf, inhabitedFor, registeredFor } from "./on_channel.ts";

/** What the commands are called that give each rank, and with DE before it take it. */
const NAMES: readonly (readonly [name: string, letter: string])[] = [
  ["OWNER", "q"],
  ["PROTECT", "a"],
  ["OP", "o"],
  ["HALFOP", "h"],
  ["VOICE", "v"],
];

/** OP and DEOP, and the same for each other rank: MODE for those who have their rank for good. */
export const rankCommands: readonly ServiceCommand[] = NAMES.flatMap(
  ([name, letter]) => {
    const mode = prefixMode(letter);
    return mode === undefined ? [] : [
      rankCommand(name, mode, true),
      rankCommand(`DE${name}`, mode, false),
    ];
  },
);

function rankCommand(
  name: string,
  mode: PrefixMode,
  set: boolean,
): ServiceCommand {
  const sign = set ? "+" : "-";
  return {
    name,
    parameters: 1,
    most: 2,
    permission: "ranked",
    syntax: "<channel> [<nickname>]",
    help:
      `Sets ${sign}${mode.letter} on you, or on somebody else who is there.`,
    details: [
      "What counts is the rank that you have there for good, and not what you have now.",
    ],
    run(talk, [name, nick]) {
      const record = registeredFor(talk, name);
      const channel = record && inhabitedFor(talk, record.name);
      if (record === null || channel === null) return;
      const member = findMember(talk, channel, nick);
      if (member === null) return;
      if (!mayChange(talk, record, channel, member, mode, set)) {
        return talk.say(`Your rank on ${record.name} is too low for that.`);
      }
      const { letter } = mode;
      const change = { member, letter, set };
      const isDone = changeRanks(talk.network, channel, [change]);
      talk.say(
        isDone
          ? `${member.nick} is ${sign}${letter} on ${channel.name} now.`
          : `${member.nick} is ${sign}${letter} there already.`,
      );
    },
  };
}

function findMember(
  talk: Conversation,
  channel: Channel,
  nick: string | undefined,
): User | null {
  const { network, user } = talk;
  const member = nick === undefined ? user : network.findUser(nick);
  if (member !== undefined && channel.members.has(member)) return member;
  talk.say(`${member?.nick ?? nick} is not on ${channel.name}.`);
  return null;
}

/** As with MODE; besides, everybody may have what is its own, and give up what it has. */
function mayChange(
  { user }: Conversation,
  record: RegisteredChannel,
  channel: Channel,
  member: User,
  mode: PrefixMode,
  set: boolean,
): boolean {
  const authority = authorityOf(record, user);
  if (member === user) {
    const own = highestRank(lastingMode(record, user.account));
    if (!set || own >= mode.rank) return true;
  }
  return authority >= mode.rankToSet && authority >= channel.rankOf(member);
}
