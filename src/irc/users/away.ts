import { truncate } from "../names/text.ts";
import { RPL_NOWAWAY, RPL_UNAWAY } from "../wire/numerics.ts";
import type { Command } from "../session/context.ts";
import { setAway } from "./absence.ts";

/** @see Modern IRC, "AWAY message"; IRCv3 pre-away */
export const away: Command = {
  name: "AWAY",
  parameters: 0,
  registered: false,
  early: "draft/pre-away",
  syntax: "[:<message>]",
  help: "Marks you as away, with what others are told, or as back.",
  run(context, [given = ""]) {
    const { limits, network, session: { registration, user } } = context;
    const text = given === "" ? null : truncate(given, limits.away);
    if (user !== null) setAway(network, user, text);
    else if (registration !== null) registration.away = text;
    context.reply(text === null ? RPL_UNAWAY : RPL_NOWAWAY);
  },
};
