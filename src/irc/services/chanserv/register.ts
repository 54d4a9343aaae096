import { changeRanks } from "../../channels/raising.ts";
import {
  changeOf,
  closedFor,
  findRegistered,
  recordFrom,
} from "../../channels/registered.ts";
import { isLikeRegistered } from "../../channels/look_alikes.ts";
import { FOUNDER_MODE } from "../../channels/standing.ts";
import { OPERATOR } from "../../modes/index.ts";
import { notice, whoIsAt } from "../../session/notices.ts";
import type { Channel } from "../../state/channel.ts";
import { forbids } from "../../state/defcon.ts";
import type { RegisteredChannel } from "../../state/registered_channel.ts";
import { END } from "../../state/archive.ts";
import { newParty, ownParty } from "../../state/parties.ts";
import { findSeenChannel } from "../../state/visibility.ts";
import { FAIL_TRY_LATER } from "../../wire/standard_replies.ts";
import type { Conversation, ServiceCommand } from "../service.ts";
import { foundedBy, membersOf } from "./on_channel.ts";

/** Makes a channel one's own, from what it is now. */
export const register: ServiceCommand = {
  name: "REGISTER",
  parameters: 1,
  most: 1,
  permission: "account",
  syntax: "<channel>",
  help: "Registers a channel that you are an operator of.",
  details: [
    "It keeps its topic, modes and lists while nobody is on it, and you are its founder whenever you join it.",
    "Where it has members with the rank q, one of them must do it.",
    "It goes with your account if you delete that; if that is suspended, it stays as it is.",
  ],
  run(talk, [name]) {
    const { network, user } = talk;
    const { account } = user;
    const channel = findSeenChannel(network, user, name);
    const refusal = refusalOf(talk, channel, name);
    if (channel === undefined || account === null || refusal !== null) {
      return talk.say(refusal ?? "");
    }
    const { createdAt } = channel;
    const { at } = network;
    const party = newParty(network);
    const times = { createdAt, registeredAt: at, usedAt: at };
    const record = { ...NEW_CHANNEL, party, ...times };
    const value = recordFrom({ ...record, founder: account }, channel);
    const said = `${channel.name} is registered now, and you are its founder.`;
    talk.keep([changeOf(value)], [said], [channel.name, account]);
  },
  kept(network, [name, account], session) {
    const who = session === undefined ? "Somebody" : whoIsAt(session);
    const text = "{who} has registered the channel {channel}";
    notice(network, "channel", text, { who, channel: name });
    const channel = network.findChannel(name);
    if (channel === undefined) return;
    // Nobody reads it any more, not even when the channel is given up.
    network.archive.eraseBefore(ownParty(network, channel), END);
    changeRanks(
      network,
      channel,
      membersOf(channel, account)
        .map((member) => ({ member, letter: FOUNDER_MODE, set: true })),
    );
  },
};

/** What a registered channel has from the start. */
const NEW_CHANNEL: RegisteredChannel = {
  name: "",
  party: "",
  createdAt: 0,
  registeredAt: 0,
  founder: "",
  topic: null,
  modes: {},
  lists: {},
  ranks: [],
  settings: {},
  suspended: null,
  offeredTo: null,
  metadata: {},
  usedAt: 0,
};

function refusalOf(
  talk: Conversation,
  channel: Channel | undefined,
  name: string,
): string | null {
  const { network, user } = talk;
  if (!network.settings.channelRules.registration && !user.may("channels")) {
    return "Channels are registered by operators of the network alone.";
  }
  if (forbids(network, "registering")) {
    return `${FAIL_TRY_LATER.text}.`;
  }
  if (channel === undefined) return `There is no channel ${name}.`;
  if (findRegistered(network, channel.name) !== undefined) {
    return `${channel.name} is registered already.`;
  }
  if (closedFor(network, channel.name) !== null) {
    return `${channel.name} is closed by the operators of the network.`;
  }
  if (isLikeRegistered(network, channel.name, user.account ?? "")) {
    return `${channel.name} looks like a channel of somebody else's.`;
  }
  if (channel.rankOf(user) < leastRankFor(channel)) {
    return `You must be an operator on ${channel.name} for that, of the highest rank that there is.`;
  }
  return limitRefusal(talk);
}

/** Where there are founders, one of them must do it. */
function leastRankFor(channel: Channel): number {
  const ranks = [...channel.members.keys()].map((member) =>
    channel.rankOf(member)
  );
  return Math.max(OPERATOR, ...ranks);
}

/** Tells why an account may not have one channel more; null if it may. */
export function limitRefusal({ network, user }: Conversation): string | null {
  const { perAccount } = network.settings.channelRules;
  const isFull = user.account !== null && !user.may("channels") &&
    foundedBy(network, user.account).length >= perAccount;
  return isFull
    ? `You have ${perAccount} channels, and may not have more.`
    : null;
}
