import { fold } from "../names/casemapping.ts";
import type { Channel } from "../state/channel.ts";
import type { UserContext } from "../session/context.ts";
import type { User } from "../state/user.ts";
import { introduce, joinMessage } from "./entering.ts";
import { moveReadMarker } from "../messages/read_markers.ts";
import { tell } from "../session/send.ts";
import { recordOn } from "../state/recording.ts";
import { isSeenByAll, seesMember } from "../state/visibility.ts";
import { byServer, messageOf } from "../session/events.ts";
import { moveForwards } from "./forwarding.ts";
import { changeOf, findRegistered } from "./registered.ts";
import { note } from "../session/keeping.ts";
import type { Network } from "../state/network.ts";
import type { Change } from "../state/records.ts";
import type { RegisteredChannel } from "../state/registered_channel.ts";

/** The members' clients are told of a rename each in its own way. */
const RENAME = { needs: "draft/channel-rename" } as const;

/**
 * Gives a channel another name, and tells its members. A client that knows no
 * RENAME sees its user part and join, and nobody else.
 *
 * @param name a name that no other channel has
 * @param reason "" for none
 * @see IRCv3 channel-rename, "Fallback"
 */
export function renameChannel(
  context: UserContext,
  channel: Channel,
  name: string,
  reason: string,
): void {
  const { network, settings: { serverName }, user } = context;
  const before = channel.name;
  const record = findRegistered(network, before);
  network.renameChannel(channel, name);
  if (record !== undefined) moveRecord(network, record, name);
  moveForwards(network, channel, before);
  const names = [before, name];
  const event = network.event(user, "RENAME", channel, names, reason);
  const message = messageOf(event, RENAME).share();
  // Under +u, some must not learn who is there.
  const unnamed = byServer(event, serverName);
  const anonymous = messageOf(unnamed, RENAME).share();
  recordOn(network, channel, isSeenByAll(user, channel) ? event : unnamed);
  for (const member of channel.members.keys()) {
    moveReadMarker(member, before, name);
    tell(member, seesMember(member, user, channel) ? message : anonymous);
    if (fold(before) === fold(name)) continue;
    rejoin(context, member, channel, before, reason);
  }
}

/** The record goes along, and with it whatever belongs to the channel. */
function moveRecord(
  network: Network,
  record: RegisteredChannel,
  name: string,
): void {
  const removal = fold(record.name) === fold(name)
    ? []
    : [{ ...changeOf(record), value: null } as Change];
  note(network, [...removal, changeOf({ ...record, name })]);
}

function rejoin(
  context: UserContext,
  member: User,
  channel: Channel,
  before: string,
  reason: string,
): void {
  for (const own of context.of(member)) {
    if (own.session.has("draft/channel-rename")) continue;
    own.send(member.message("PART", [before], reason || undefined));
    own.send(joinMessage(member, channel, null));
    introduce(own, channel);
  }
}
