import type { Service } from "../service.ts";
import { drop } from "./drop.ts";
import { identify } from "./identify.ts";
import { info } from "./info.ts";
import { logout } from "./logout.ts";
import { passwd } from "./passwd.ts";
import { register } from "./register.ts";
import { role } from "./role.ts";
import { verify } from "./verify.ts";

/** Looks after accounts: who registers one keeps a name. */
export const NICKSERV: Service = {
  nick: "NickServ",
  aliases: ["NS", "NICKSERV"],
  realname: "Keeps accounts, and the nicknames that belong to them.",
  commands: [
    register,
    verify,
    identify,
    logout,
    info,
    passwd,
    drop,
    role,
  ],
};
