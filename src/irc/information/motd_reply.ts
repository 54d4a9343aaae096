import {
  ERR_NOMOTD,
  RPL_ENDOFMOTD,
  RPL_MOTD,
  RPL_MOTDSTART,
} from "../wire/numerics.ts";
import type { Context } from "../session/context.ts";

/**
 * Sends the message of the day: 375, 372 for each line and 376, or 422 where there is none.
 *
 * @see Modern IRC, "MOTD message"
 */
export function replyMotd(context: Context): void {
  const { motd, serverName } = context.network.settings;
  if (motd.length === 0) return context.fail(ERR_NOMOTD);
  context.reply(RPL_MOTDSTART, serverName);
  for (const line of motd) context.reply(RPL_MOTD, line);
  context.reply(RPL_ENDOFMOTD);
}
