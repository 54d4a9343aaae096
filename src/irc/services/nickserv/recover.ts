import { renameAsGuest } from "../../accounts/nicknames.ts";
import { renameUser } from "../../users/renaming.ts";
import { refusesRenaming } from "../../users/nickname.ts";
import type { ServiceCommand } from "../service.ts";
import { holderOf, isOwnNick } from "./holders.ts";
import { WHY } from "./release.ts";

/** Takes a nickname of one's own from who has it. */
export const recover: ServiceCommand = {
  name: "RECOVER",
  aliases: ["REGAIN"],
  parameters: 1,
  most: 1,
  permission: "account",
  syntax: "<nickname>",
  help: "Takes your nickname from another who has it.",
  run(talk, [nick], context) {
    const { network, user } = talk;
    const holder = holderOf(talk, nick);
    if (holder === null) return;
    if (!isOwnNick(talk, nick)) {
      return talk.say(`The nickname ${nick} does not belong to your account.`);
    }
    if (refusesRenaming(context, user, nick)) return;
    renameAsGuest(network, holder, WHY);
    renameUser(network, user, nick);
    talk.say(`The nickname ${nick} is yours again.`);
  },
};
