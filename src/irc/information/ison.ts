import { packWords } from "../names/text.ts";
import { RPL_ISON } from "../wire/numerics.ts";
import type { Command } from "../session/context.ts";

/** @see RFC 2812, 4.9 "Ison message" */
export const ison: Command = {
  name: "ISON",
  parameters: 1,
  registered: true,
  syntax: "<nickname>{ <nickname>}",
  help: "Tells which of these nicknames are on the network.",
  run(context, params) {
    const found = params.flatMap((param) => param.split(" "))
      .map((nick) => context.network.findUser(nick)?.nick)
      .filter((nick) => nick !== undefined);
    if (found.length === 0) return context.reply(RPL_ISON, "");
    for (const line of packWords(found, context.roomFor(RPL_ISON))) {
      context.reply(RPL_ISON, line);
    }
  },
};
