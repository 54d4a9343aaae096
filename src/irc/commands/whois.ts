import { packWords } from "../wire/message.ts";
import {
  ERR_NONICKNAMEGIVEN,
  ERR_NOSUCHNICK,
  RPL_ENDOFWHOIS,
  RPL_WHOISCHANNELS,
  RPL_WHOISIDLE,
  RPL_WHOISSERVER,
  RPL_WHOISUSER,
} from "../wire/numerics.ts";
import { symbolsOf } from "../modes/index.ts";
import type { Command, UserContext } from "../context.ts";
import type { User } from "../user.ts";
import { isVisible } from "../actions/access.ts";

/** @see Modern IRC, "WHOIS message" */
export const whois: Command = {
  name: "WHOIS",
  parameters: 0,
  registered: true,
  syntax: "[<server>] <nickname>",
  help: "Tells what there is to know of a user.",
  run(context, params) {
    const nick = params[1] ?? params[0] ?? "";
    if (nick === "") return context.fail(ERR_NONICKNAMEGIVEN);
    const target = context.network.findUser(nick);
    if (target === undefined) context.fail(ERR_NOSUCHNICK, nick);
    else describe(context, target);
    context.reply(RPL_ENDOFWHOIS, target?.nick ?? nick);
  },
};

function describe(context: UserContext, target: User): void {
  const { at, network: { settings } } = context;
  const { nick, username, host, realname, activeAt, signedOnAt } = target;
  context.reply(RPL_WHOISUSER, nick, username, host, "*", realname);
  const room = context.roomFor(RPL_WHOISCHANNELS, nick);
  for (const line of packWords(visibleChannels(context, target), room)) {
    context.reply(RPL_WHOISCHANNELS, nick, line);
  }
  context.reply(
    RPL_WHOISSERVER,
    nick,
    settings.serverName,
    settings.networkName,
  );
  const idle = Math.floor((at - activeAt) / 1000);
  context.reply(
    RPL_WHOISIDLE,
    nick,
    String(idle),
    String(Math.floor(signedOnAt / 1000)),
  );
}

function* visibleChannels(
  { session, user }: UserContext,
  target: User,
): Generator<string> {
  const hidden = target.is("i") && target !== user;
  for (const channel of target.channels) {
    if (!isVisible(channel, user) || (hidden && !channel.members.has(user))) {
      continue;
    }
    const modes = channel.members.get(target)?.modes ?? "";
    yield symbolsOf(modes, session.has("multi-prefix")) + channel.name;
  }
}
