import {
  ERR_CANNOTSENDTOCHAN,
  ERR_NOSUCHCHANNEL,
  ERR_NOTEXTTOSEND,
} from "../wire/numerics.ts";
import { isPersonaBanned, type Persona } from "../channels/bans.ts";
import type { UserContext } from "../session/context.ts";
import { messageOf } from "../session/events.ts";
import { tell } from "../session/send.ts";
import type { Channel } from "../state/channel.ts";
import { recordOn } from "../state/recording.ts";
import { findSeenChannel } from "../state/visibility.ts";
import { echo, tellAudience } from "./audience.ts";
import { relayedTags } from "./client_tags.ts";
import { editOf, silencedBy } from "./speech_rules.ts";

/** How somebody speaks for another one. */
export interface SpeakingAs extends Persona {
  /** Who relays it, by the nickname; null for a figure of the user's own */
  readonly relayedBy: string | null;
  /** True if the user sees it as the others do, and not as its own message */
  readonly isShown: boolean;
}

/** Finds the channel that somebody wants to speak on, and refuses one that it sees none of. */
export function channelToSpeakOn(
  context: UserContext,
  name: string,
): Channel | undefined {
  const channel = findSeenChannel(context.network, context.user, name);
  if (channel === undefined) context.fail(ERR_NOSUCHCHANNEL, name);
  return channel;
}

/**
 * Says something on a channel under another name. The rules of the channel hold for who says it, and its bans for the
 * name too.
 */
export function speakAs(
  context: UserContext,
  channel: Channel,
  as: SpeakingAs,
  given: string,
): void {
  const { network, tags, user } = context;
  const text = editOf(channel)(given);
  const clientTags = relayedTags(context, tags);
  const speech = { channel, user, command: "PRIVMSG", text, clientTags };
  const mode = silencedBy(speech) ??
    (isPersonaBanned(channel, as) ? "+b" : null);
  if (mode !== null) {
    return context.fail(ERR_CANNOTSENDTOCHAN, channel.name, mode);
  }
  if (text === "") return context.fail(ERR_NOTEXTTOSEND);
  user.activeAt = context.at;
  const params = [channel.name];
  const event = network.event(
    user,
    "PRIVMSG",
    channel,
    params,
    text,
    clientTags,
  );
  network.remember(user, event, 0);
  const said = {
    ...event,
    source: `${as.nick}!${as.username}@${as.host}`,
    account: null,
    isBot: false,
    relayedBy: as.relayedBy,
  };
  recordOn(network, channel, said);
  const line = messageOf(said);
  tellAudience(network, channel, [line], { text, speaker: user, least: 0 });
  if (as.isShown) tell(user, line);
  else echo(user, [line]);
}
