import { renameAsGuest } from "../../accounts/nicknames.ts";
import type { ServiceCommand } from "../service.ts";
import { holderOf } from "./holders.ts";

/** Makes a nickname of one's own free, and nobody go. */
export const release: ServiceCommand = {
  name: "RELEASE",
  parameters: 1,
  most: 1,
  permission: "account",
  syntax: "<nickname>",
  help: "Gives another who has your nickname a different one.",
  run(talk, [nick]) {
    const holder = holderOf(talk, nick);
    if (holder === null) return;
    renameAsGuest(talk.network, holder, WHY);
    talk.say(`The nickname ${nick} is free now.`);
  },
};

/** What somebody is told who loses a nickname to its owner. */
export const WHY = "Your nickname is wanted by the account that it belongs to.";
