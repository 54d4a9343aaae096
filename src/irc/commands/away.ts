import { truncate } from "../wire/text.ts";
import { RPL_NOWAWAY, RPL_UNAWAY } from "../wire/numerics.ts";
import type { Command } from "../context.ts";

/** @see Modern IRC, "AWAY message" */
export const away: Command = {
  name: "AWAY",
  parameters: 0,
  registered: true,
  syntax: "[:<message>]",
  help: "Marks you as away, with what others are told, or as back.",
  run(context, [given = ""]) {
    const { limits, user } = context;
    user.away = given === "" ? null : truncate(given, limits.away);
    context.reply(user.away === null ? RPL_UNAWAY : RPL_NOWAWAY);
  },
};
