import { truncate } from "../names/text.ts";
import { RPL_NOWAWAY, RPL_TRYAGAIN, RPL_UNAWAY } from "../wire/numerics.ts";
import type { Command } from "../session/context.ts";
import { isTooOften } from "../session/rates.ts";
import { reply } from "../session/send.ts";
import { NO_AWAY_TEXT, setAway } from "./absence.ts";

/** Away for no reason that is told. */
const NO_REASON = "*";

/** @see Modern IRC, "AWAY message"; IRCv3 pre-away */
export const away: Command = {
  name: "AWAY",
  parameters: 0,
  registered: false,
  early: "draft/pre-away",
  syntax: "[:<message>]",
  help: "Marks you as away, with what others are told, or as back.",
  run(context, [given = ""]) {
    const { limits, network, session } = context;
    const { registration, user } = session;
    const text = given === ""
      ? null
      : given === NO_REASON
      ? NO_AWAY_TEXT
      : truncate(given, limits.away);
    const isNew = user !== null && user.away !== text;
    if (isNew && isTooOften(context, user, "aways")) {
      return context.fail(RPL_TRYAGAIN, this.name);
    }
    const answer = text === null ? RPL_UNAWAY : RPL_NOWAWAY;
    context.reply(answer);
    if (registration !== null) registration.away = text;
    // A client that nobody looks at tells nothing of one that has another.
    const isSeen = given !== NO_REASON || user?.sessions.length === 1;
    if (user === null || !isSeen || !setAway(network, user, text)) return;
    for (const other of user.sessions) {
      if (other !== session) reply(other, answer);
    }
  },
};
