import type { Service } from "../service.ts";
import { deleteMessage } from "./delete.ts";
import { exportOwn } from "./export.ts";
import { forget } from "./forget.ts";
import { play } from "./play.ts";
import { search } from "./search.ts";

/** Shows what was said, and deletes it, for those whose clients do not. */
export const HISTSERV: Service = {
  nick: "HistServ",
  aliases: ["HISTSERV"],
  realname: "Looks after what was said.",
  commands: [
    play,
    search,
    deleteMessage,
    exportOwn,
    forget,
  ],
};
