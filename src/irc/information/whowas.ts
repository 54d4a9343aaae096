import { fold } from "../names/casemapping.ts";
import {
  ERR_WASNOSUCHNICK,
  RPL_ENDOFWHOWAS,
  RPL_WHOISACCOUNT,
  RPL_WHOISACTUALLY,
  RPL_WHOISSERVER,
  RPL_WHOWASUSER,
} from "../wire/numerics.ts";
import type { Command, UserContext } from "../session/context.ts";
import type { Departure } from "../state/departures.ts";

/** @see Modern IRC, "WHOWAS message" */
export const whowas: Command = {
  name: "WHOWAS",
  parameters: 1,
  registered: true,
  syntax: "<nickname> [<count>]",
  help: "Tells who had a nickname that was given up, the latest first.",
  work: ({ departures }) => departures.list.length,
  run(context, [nick, count = ""]) {
    const found = context.network.departures.list
      .filter((departure) => fold(departure.nick) === fold(nick))
      .reverse();
    if (found.length === 0) context.fail(ERR_WASNOSUCHNICK, nick);
    const most = Number(count) > 0 ? Number(count) : found.length;
    for (const departure of found.slice(0, most)) describe(context, departure);
    context.reply(RPL_ENDOFWHOWAS, nick);
  },
};

function describe(context: UserContext, departure: Departure): void {
  const { settings, user } = context;
  const { nick, username, host, realHost, realname, account, at } = departure;
  context.reply(RPL_WHOWASUSER, nick, username, host, "*", realname);
  if (user.operator !== null) context.reply(RPL_WHOISACTUALLY, nick, realHost);
  const date = new Date(at).toUTCString();
  context.reply(RPL_WHOISSERVER, nick, settings.serverName, date);
  if (account !== null) context.reply(RPL_WHOISACCOUNT, nick, account);
}
