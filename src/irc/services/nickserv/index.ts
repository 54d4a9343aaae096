import { NICKSERV_NICK } from "../../accounts/nickserv_nick.ts";
import type { Service } from "../service.ts";
import { cert } from "./cert.ts";
import { devices } from "./devices.ts";
import { drop } from "./drop.ts";
import { erase } from "./erase.ts";
import { get } from "./get.ts";
import { ghost } from "./ghost.ts";
import { group } from "./group.ts";
import { identify } from "./identify.ts";
import { info } from "./info.ts";
import { list } from "./list.ts";
import { logout } from "./logout.ts";
import { passwd } from "./passwd.ts";
import { push } from "./push.ts";
import { recover } from "./recover.ts";
import { register } from "./register.ts";
import { release } from "./release.ts";
import { resetpass } from "./resetpass.ts";
import { sendpass } from "./sendpass.ts";
import { rename } from "./rename.ts";
import { role } from "./role.ts";
import { sapasswd } from "./sapasswd.ts";
import { saregister } from "./saregister.ts";
import { saset } from "./saset.ts";
import { saverify } from "./saverify.ts";
import { sessions } from "./sessions.ts";
import { set } from "./set.ts";
import { suspend } from "./suspend.ts";
import { ungroup } from "./ungroup.ts";
import { unsuspend } from "./unsuspend.ts";
import { verify } from "./verify.ts";

/** Looks after accounts: who registers one keeps a name. */
export const NICKSERV: Service = {
  nick: NICKSERV_NICK,
  aliases: ["NS", "NICKSERV"],
  realname: "Keeps accounts, and the nicknames that belong to them.",
  commands: [
    register,
    verify,
    identify,
    logout,
    info,
    passwd,
    sendpass,
    resetpass,
    get,
    set,
    group,
    ungroup,
    ghost,
    recover,
    release,
    cert,
    push,
    sessions,
    devices,
    drop,
    list,
    saregister,
    saverify,
    sapasswd,
    saset,
    suspend,
    unsuspend,
    rename,
    erase,
    role,
  ],
};
