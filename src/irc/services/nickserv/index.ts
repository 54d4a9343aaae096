import type { Service } from "../service.ts";
import { logout } from "./logout.ts";

/** Looks after accounts: who registers one keeps a name. */
export const NICKSERV: Service = {
  nick: "NickServ",
  aliases: ["NS", "NICKSERV"],
  realname: "Keeps accounts, and the nicknames that belong to them.",
  commands: [
    logout,
  ],
};
