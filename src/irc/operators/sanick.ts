import { ERR_NOSUCHNICK } from "../wire/numerics.ts";
import type { Command } from "../session/context.ts";
import { nicknameRefusal } from "../users/nickname.ts";
import { noticeOperators } from "../session/send.ts";
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
    const refusal = nicknameRefusal(context, wanted, target);
    if (refusal !== null) return context.fail(refusal, wanted);
    if (target.nick === wanted) return;
    noticeOperators(
      network,
      `${user.nick} gave ${target.nick} the nickname ${wanted}`,
    );
    renameUser(network, target, wanted);
  },
};
