import { ERR_NONICKNAMEGIVEN } from "../wire/numerics.ts";
import { takeNickBack, watchNick } from "../accounts/nicknames.ts";
import type { User } from "../state/user.ts";
import type { Command, Context } from "../session/context.ts";
import { refusesNicknameYet, refusesRenaming } from "./nickname.ts";
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
  if (refusesRenaming(context, user, nick)) return;
  const { network } = context;
  takeNickBack(network, nick, user.account, user);
  renameUser(network, user, nick);
  watchNick(network, user);
}
