import { isRelayedName } from "../names/relayed_names.ts";
import {
  FAIL_INVALID_NICK,
  FAIL_PRIVS_NEEDED,
} from "../wire/standard_replies.ts";
import { OPERATOR } from "../modes/index.ts";
import type { Command, UserContext } from "../session/context.ts";
import type { Channel } from "../state/channel.ts";
import { channelToSpeakOn, speakAs } from "./speak_as.ts";

/** @see IRCv3 draft/relaymsg */
export const relaymsg: Command = {
  name: "RELAYMSG",
  parameters: 3,
  registered: true,
  syntax: "<channel> <nickname>/<where> :<text>",
  help: "Says something on a channel for somebody who is elsewhere.",
  run(context, [name, nick, text]) {
    const { limits, network, user } = context;
    const channel = channelToSpeakOn(context, name);
    if (channel === undefined) return;
    if (!mayRelay(context, channel)) return context.fail(FAIL_PRIVS_NEEDED);
    if (!isRelayedName(nick, limits) || network.findUser(nick)) {
      return context.fail(FAIL_INVALID_NICK);
    }
    const { host, nick: relayedBy, username } = user;
    const as = { nick, username, host, relayedBy, isShown: false };
    speakAs(context, channel, as, text);
  },
};

function mayRelay({ settings, user }: UserContext, channel: Channel): boolean {
  if (settings.relay === "none") return false;
  return user.may("relay") ||
    settings.relay === "channel-operators" &&
      channel.rankOf(user) >= OPERATOR;
}
