import { ERR_NOSUCHNICK } from "../wire/numerics.ts";
import type { Command } from "../session/context.ts";
import { refusesNicknameOf } from "../users/nickname.ts";
import { notice } from "../session/notices.ts";
import { renameUser } from "../users/renaming.ts";

/** Renames a user, channel mode +N or not. */
export const sanick: Command = {
  name: "SANICK",
  parameters: 2,
  registered: true,
  privilege: "override",
  syntax: "<nickname> <new nickname>",
  help: "Gives a user another nickname.",
  run(context, [nick, wanted]) {
    const { network, user } = context;
    const target = network.findUser(nick);
    if (target === undefined) return context.fail(ERR_NOSUCHNICK, nick);
    if (refusesNicknameOf(context, wanted, target)) return;
    if (target.nick === wanted) return;
    notice(
      network,
      "override",
      "{operator} gave {nick} the nickname {wanted}",
      {
        operator: user.nick,
        nick: target.nick,
        wanted,
      },
    );
    renameUser(network, target, wanted);
  },
};
