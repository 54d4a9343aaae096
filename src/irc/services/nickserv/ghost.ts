import { disconnectUser } from "../../users/quitting.ts";
import type { ServiceCommand } from "../service.ts";
import { holderOf } from "./holders.ts";

/** Ends the connection of who has a nickname of one's own: mostly one's own, which is dead. */
export const ghost: ServiceCommand = {
  name: "GHOST",
  parameters: 1,
  most: 1,
  permission: "account",
  syntax: "<nickname>",
  help: "Ends the connection of another who has your nickname.",
  run(talk, [nick]) {
    const holder = holderOf(talk, nick);
    if (holder === null) return;
    const reason = `GHOST by ${talk.user.nick}`;
    disconnectUser(talk.network, holder, reason);
    talk.say(`${holder.nick} is gone.`);
  },
};
