import {
  ERR_BANONCHAN,
  ERR_NONICKCHANGE,
  ERR_NONICKNAMEGIVEN,
  RPL_TRYAGAIN,
} from "../wire/numerics.ts";
import { OPERATOR } from "../modes/index.ts";
import { takeNickBack, watchNick } from "../accounts/nicknames.ts";
import type { User } from "../state/user.ts";
import type { Command, Context } from "../session/context.ts";
import { channelAgainstName } from "../messages/speech_rules.ts";
import { refusesNicknameYet } from "./nickname.ts";
import { isTooOften } from "../session/rates.ts";
import { registerIfReady } from "../session/registration.ts";
import { renameUser } from "./renaming.ts";

/** @see Modern IRC, "NICK message" */
export const nick: Command = {
  name: "NICK",
  parameters: 0,
  registered: false,
  syntax: "<nickname>",
  help: "Gives you a nickname, or another one.",
  run(context, [wanted = ""]) {
    if (wanted === "") return context.fail(ERR_NONICKNAMEGIVEN);
    if (refusesNicknameYet(context, wanted)) return;
    const { session: { registration, user } } = context;
    if (registration !== null) {
      registration.nick = wanted;
      registerIfReady(context);
    } else if (user !== null && user.nick !== wanted) {
      renameIfAllowed(context, user, wanted);
    }
  },
};

function renameIfAllowed(context: Context, user: User, nick: string): void {
  for (const channel of user.channels) {
    if (channel.modes.has("N") && channel.rankOf(user) < OPERATOR) {
      return context.fail(ERR_NONICKCHANGE, channel.name);
    }
  }
  const against = channelAgainstName(user, context.command.name, nick);
  if (against !== undefined) {
    return context.fail(ERR_BANONCHAN, nick, against.name);
  }
  if (isTooOften(context, user, "nicks")) {
    return context.fail(RPL_TRYAGAIN, context.command.name);
  }
  const { network } = context;
  takeNickBack(network, nick, user.account, user);
  renameUser(network, user, nick);
  watchNick(network, user);
}
