import { RPL_ISON } from "../wire/numerics.ts";
import type { Command } from "../session/context.ts";
import { replyOnline } from "./online_reply.ts";

/** @see RFC 2812, 4.9 "Ison message" */
export const ison: Command = {
  name: "ISON",
  parameters: 1,
  registered: true,
  syntax: "<nickname>{ <nickname>}",
  help: "Tells which of these nicknames are on the network.",
  run(context, nicks) {
    replyOnline(context, RPL_ISON, nicks, ({ nick }) => nick);
  },
};
