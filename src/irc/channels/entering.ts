import { message, type OutgoingMessage } from "../wire/outgoing.ts";
import {
  ERR_BADCHANNELKEY,
  ERR_BANNEDFROMCHAN,
  ERR_CHANNELCLOSED,
  ERR_CHANNELISFULL,
  ERR_INVITEONLYCHAN,
  ERR_LINKCHANNEL,
  ERR_NEEDREGGEDNICK,
  ERR_NOSUCHCHANNEL,
  ERR_OPERONLY,
  ERR_SECUREONLYCHAN,
  ERR_TOOMANYCHANNELS,
  ERR_UNAVAILRESOURCE,
  type Numeric,
  RPL_TRYAGAIN,
} from "../wire/numerics.ts";
import { isChannelName } from "../names/names.ts";
import { HALF_OPERATOR, withPrefix } from "../modes/index.ts";
import type { Event } from "../state/event.ts";
import type { Channel } from "../state/channel.ts";
import { forbids } from "../state/defcon.ts";
import type { Network } from "../state/network.ts";
import type { UserContext } from "../session/context.ts";
import type { User } from "../state/user.ts";
import { roleModes } from "../accounts/roles.ts";
import { replayOnJoin } from "../history/replay.ts";
import { awayMessageOn } from "../users/absence.ts";
import { isBanned, isListed } from "./bans.ts";
import { tellOfJoined } from "../metadata/notices.ts";
import { syncJoined } from "../metadata/sync.ts";
import { recordOfMember } from "../state/recording.ts";
import { seesChannel } from "../state/visibility.ts";
import { forwardOf } from "./forwarding.ts";
import {
  bringBack,
  closedFor,
  findAnyChannel,
  findRegistered,
} from "./registered.ts";
import { lastingRank, modeAtJoin } from "./standing.ts";
import { replyNames } from "./members.ts";
import { markerMessage } from "../messages/read_markers.ts";
import { replyTopic } from "./topic_reply.ts";
import { messageOf } from "../session/events.ts";
import { isTooOften } from "../session/rates.ts";
import { tellOfMember } from "../session/send.ts";

/** Somebody who wants to join a channel. */
interface Applicant {
  readonly channel: Channel;
  readonly user: User;
  readonly key: string;
  /** Now, in milliseconds since 1970 */
  readonly at: number;
  /** The rank that the user has there for good; 0 for none */
  readonly rank: number;
}

/** A mode that keeps users from joining. */
interface JoinRule {
  readonly letter: string;
  readonly numeric: Numeric;
  refuses(applicant: Applicant): boolean;
}

/** Each holds while its mode is set, or its list has entries. */
const RULES: readonly JoinRule[] = [
  {
    letter: "O",
    numeric: ERR_OPERONLY,
    refuses: ({ user }) => user.operator === null,
  },
  {
    letter: "z",
    numeric: ERR_SECUREONLYCHAN,
    refuses: ({ user }) => !user.secure,
  },
  {
    letter: "b",
    numeric: ERR_BANNEDFROMCHAN,
    refuses: ({ channel, user }) => isBanned(channel, user, "join"),
  },
  {
    letter: "R",
    numeric: ERR_NEEDREGGEDNICK,
    refuses: ({ user }) => user.account === null,
  },
  {
    letter: "i",
    numeric: ERR_INVITEONLYCHAN,
    refuses: ({ channel, user }) => !isListed(channel, "I", user, "join"),
  },
  {
    letter: "k",
    numeric: ERR_BADCHANNELKEY,
    refuses: ({ channel, key }) => channel.modes.get("k") !== key,
  },
  {
    letter: "l",
    numeric: ERR_CHANNELISFULL,
    refuses: ({ channel }) =>
      channel.members.size >= Number(channel.modes.get("l")),
  },
  { letter: "j", numeric: ERR_UNAVAILRESOURCE, refuses: isThrottled },
];

/** What keeps out those too who are invited, or half operators and above for good. */
const FOR_ALL = "Oz";
/** What lets in whoever has a rank for good. */
const INVITE_ONLY = "i";

/**
 * Lets the user who asked join a channel, which is made if there is none of
 * that name; where a mode keeps the user out, +f leads elsewhere.
 *
 * @param key "" for none
 * @see Modern IRC, "JOIN message"
 */
export function joinChannel(
  context: UserContext,
  name: string,
  key: string,
): void {
  const { limits, network, user } = context;
  if (!isChannelName(name, limits)) {
    return context.fail(ERR_NOSUCHCHANNEL, name);
  }
  const channel = findAnyChannel(network, name);
  if (channel?.members.has(user)) return;
  if (user.channels.size >= limits.channels) {
    return context.fail(ERR_TOOMANYCHANNELS, name);
  }
  if (isTooOften(context, user, "joins")) {
    return context.fail(RPL_TRYAGAIN, context.command.name);
  }
  if (isAnonymousNow(context, channel)) {
    return context.fail(ERR_NEEDREGGEDNICK, channel?.name ?? name);
  }
  const reason = closedFor(network, name);
  if (reason !== null) return context.fail(ERR_CHANNELCLOSED, name, reason);
  if (channel === undefined) return createAndEnter(context, user, name);
  const refusal = joinRefusal(applicantFor(context, channel, key));
  if (refusal === null) return enterAny(context, user, channel);
  const elsewhere = forwardOf(network, channel);
  // What may not be known is not named.
  if (elsewhere === undefined || !seesChannel(user, elsewhere)) {
    return context.fail(refusal, channel.name);
  }
  forward(context, channel, elsewhere);
}

/** Under DEFCON 2 a channel is as if it had +R. */
function isAnonymousNow(
  { network, user }: UserContext,
  channel: Channel | undefined,
): boolean {
  return user.account === null && user.operator === null &&
    forbids(network, "anonymousJoins") && !channel?.invited.has(user);
}

/** Makes a channel, which does not exist yet, with a user on it as its creator. */
export function createAndEnter(
  context: UserContext,
  user: User,
  name: string,
): void {
  const { network, settings } = context;
  const channel = network.createChannel(name, settings.channelModes);
  enterChannel(context, user, channel, settings.creatorModes);
}

function forward(
  context: UserContext,
  channel: Channel,
  elsewhere: Channel,
): void {
  const { network, user } = context;
  context.reply(ERR_LINKCHANNEL, channel.name, elsewhere.name);
  if (elsewhere.members.has(user)) return;
  if (isAnonymousNow(context, elsewhere)) {
    return context.fail(ERR_NEEDREGGEDNICK, elsewhere.name);
  }
  const reason = closedFor(network, elsewhere.name);
  if (reason !== null) {
    return context.fail(ERR_CHANNELCLOSED, elsewhere.name, reason);
  }
  const refusal = joinRefusal(applicantFor(context, elsewhere, ""));
  if (refusal === null) enterAny(context, user, elsewhere);
  else context.fail(refusal, elsewhere.name);
}

function applicantFor(
  { at, network, user }: UserContext,
  channel: Channel,
  key: string,
): Applicant {
  const rank = lastingRank(network, channel, user);
  return { channel, user, key, at, rank };
}

/** Makes a user a member of a channel that somebody is on, or of a registered one. */
export function enterAny(
  context: UserContext,
  user: User,
  channel: Channel,
): void {
  const { network } = context;
  const record = channel.members.size === 0
    ? findRegistered(network, channel.name)
    : undefined;
  const there = record === undefined ? channel : bringBack(network, record);
  enterChannel(context, user, there);
}

function joinRefusal(applicant: Applicant): Numeric | null {
  const { channel, rank, user } = applicant;
  const isLetIn = channel.invited.has(user) || rank >= HALF_OPERATOR;
  for (const { letter, numeric, refuses } of RULES) {
    if (!channel.modes.has(letter) && !channel.lists.has(letter)) continue;
    if (isLetIn && !FOR_ALL.includes(letter)) continue;
    if (rank > 0 && letter === INVITE_ONLY) continue;
    if (refuses(applicant)) return numeric;
  }
  return null;
}

/** As many as count, however they came in. */
function noteJoin(channel: Channel, at: number): void {
  const joins = Number(channel.modes.get("j")?.split(":", 1)[0]);
  channel.joins = [...channel.joins, at].slice(-joins);
}

function isThrottled({ channel, at }: Applicant): boolean {
  const [joins, seconds] = (channel.modes.get("j") ?? "").split(":").map(
    Number,
  );
  channel.joins = channel.joins.filter((joinedAt) =>
    at - joinedAt < seconds * 1000
  );
  return channel.joins.length >= joins;
}

/**
 * Makes a user a member: the members are told, the user gets the topic and the
 * names.
 *
 * @param modes the letters of the prefix modes that the creator starts with; left out they are those that its
 *   account has there for good, of which the members are told
 */
export function enterChannel(
  context: UserContext,
  user: User,
  channel: Channel,
  modes?: string,
): void {
  const { at, network } = context;
  const letter = modes === undefined ? modeAtJoin(network, channel, user) : "";
  if (channel.modes.has("j")) noteJoin(channel, at);
  const lasting = [letter, ...roleModes(network, user.account, channel.name)];
  const ranks = [...new Set(lasting)]
    .filter((each) => each !== "" && !modes?.includes(each));
  const all = ranks.reduce(
    (all, each) => withPrefix(all, each, true),
    modes ?? "",
  );
  network.join(user, channel, all);
  const { realname } = user;
  const event = network.event(user, "JOIN", channel, [channel.name], realname);
  recordOfMember(network, channel, event, user);
  tellOfMember(channel, joinMessage(user, channel, event), user);
  const absence = awayMessageOn(channel, user);
  if (absence !== null) tellOfMember(channel, absence, user, user);
  tellRanks(network, user, channel, ranks);
  tellOfJoined(network, user, channel);
  for (const own of context.of(user)) {
    introduce(own, channel);
    replayOnJoin(own, channel);
  }
}

/** Tells of the ranks that a user has had since it joined. Who has one is seen by all. */
function tellRanks(
  network: Network,
  user: User,
  channel: Channel,
  letters: readonly string[],
): void {
  if (letters.length === 0) return;
  const nicks = letters.map(() => user.nick);
  const params = [channel.name, `+${letters.join("")}`, ...nicks];
  const event = network.event(null, "MODE", channel, params);
  recordOfMember(network, channel, event, user);
  tellOfMember(channel, messageOf(event), user);
}

/** Tells a client about a channel that its user has joined. */
export function introduce(context: UserContext, channel: Channel): void {
  if (channel.topic !== null) replyTopic(context, channel);
  context.send(markerMessage(context, context.user, channel.name));
  if (!context.session.has("no-implicit-names")) replyNames(context, channel);
  syncJoined(context, channel);
}

/**
 * Writes what those are told who see a user join a channel.
 *
 * @param event null where nothing happens: a client is only shown what it cannot be told otherwise
 * @see IRCv3 extended-join
 */
export function joinMessage(
  user: User,
  { name }: Channel,
  event: Event | null,
): OutgoingMessage {
  const { realname, source } = user;
  const facts = event ?? user.facts;
  const params = [name, user.account ?? "*"];
  return message(source, "JOIN", params, realname, facts, {
    needs: "extended-join",
    otherwise: [message(source, "JOIN", [name], undefined, facts)],
  });
}
