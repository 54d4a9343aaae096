import type { Service } from "../service.ts";
import { addoffer } from "./addoffer.ts";
import { approve } from "./approve.ts";
import { del } from "./del.ts";
import { deloffer } from "./deloffer.ts";
import { HOSTSERV_NICK } from "./hostserv_nick.ts";
import { off } from "./off.ts";
import { offerlist } from "./offerlist.ts";
import { on } from "./on.ts";
import { reject } from "./reject.ts";
import { request } from "./request.ts";
import { set } from "./set.ts";
import { status } from "./status.ts";
import { take } from "./take.ts";
import { waiting } from "./waiting.ts";

/** Looks after vhosts: hosts that are shown in place of where somebody comes from. */
export const HOSTSERV: Service = {
  nick: HOSTSERV_NICK,
  aliases: ["HS", "HOSTSERV"],
  realname: "Gives hosts to be shown with.",
  commands: [
    on,
    off,
    status,
    request,
    offerlist,
    take,
    waiting,
    approve,
    reject,
    set,
    del,
    addoffer,
    deloffer,
  ],
};
