import { CHANSERV_NICK } from "../../channels/chanserv_nick.ts";
import type { Service } from "../service.ts";
import { accept } from "./accept.ts";
import { access } from "./access.ts";
import { amode } from "./amode.ts";
import { clear } from "./clear.ts";
import { drop } from "./drop.ts";
import { get } from "./get.ts";
import { howtoban } from "./howtoban.ts";
import { info } from "./info.ts";
import { list } from "./list.ts";
import { purge } from "./purge.ts";
import { rankCommands } from "./rank_commands.ts";
import { register } from "./register.ts";
import { set } from "./set.ts";
import { suspend } from "./suspend.ts";
import { transfer } from "./transfer.ts";
import { unsuspend } from "./unsuspend.ts";

/** Looks after channels: who registers one is its founder, and it is kept. */
export const CHANSERV: Service = {
  nick: CHANSERV_NICK,
  aliases: ["CS", "CHANSERV"],
  realname: "Keeps channels, and the ranks that people have on them.",
  commands: [
    register,
    info,
    access,
    amode,
    ...rankCommands,
    get,
    set,
    clear,
    howtoban,
    transfer,
    accept,
    drop,
    list,
    suspend,
    unsuspend,
    purge,
  ],
};
