import { copy, truncate } from "../names/text.ts";
import { RPL_NOWAWAY, RPL_TRYAGAIN, RPL_UNAWAY } from "../wire/numerics.ts";
import type { Command, Context } from "../session/context.ts";
import { isTooOften } from "../session/rates.ts";
import { NO_AWAY_TEXT, UNATTENDED } from "../state/away.ts";
import type { Session } from "../state/session.ts";
import type { User } from "../state/user.ts";
import { renewAway, setAway } from "./absence.ts";

/** @see Modern IRC, "AWAY message"; IRCv3 pre-away */
export const away: Command = {
  name: "AWAY",
  parameters: 0,
  registered: false,
  early: "draft/pre-away",
  syntax: "[:<message>]",
  help: "Marks you as away, with what others are told, or as back.",
  run(context, [given = ""]) {
    const { limits, session } = context;
    const { registration, user } = session;
    const text = given === "" ? null : copy(truncate(given, limits.away));
    if (registration !== null) registration.away = text;
    if (user !== null) {
      const isNew = saidOn(session, user) !== shown(text);
      if (isNew && isTooOften(context, user, "aways")) {
        return context.fail(RPL_TRYAGAIN, this.name);
      }
    }
    context.reply(text === null ? RPL_UNAWAY : RPL_NOWAWAY);
    if (user !== null) say(context, user, text);
  },
};

/** What others are told of what a client says. */
function shown(text: string | null): string | null {
  return text === UNATTENDED ? NO_AWAY_TEXT : text;
}

/** Gives what a client has said last. */
function saidOn({ own }: Session, user: User): string | null {
  return own === null ? user.away : shown(own.away?.text ?? null);
}

/** One that is alone is what its user is. */
function say(
  { at, network, session: { own } }: Context,
  user: User,
  text: string | null,
): void {
  if (own === null) return void setAway(network, user, shown(text));
  own.away = text === null ? null : { text, at };
  renewAway(network, user);
}
