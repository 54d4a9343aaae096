import {
  RPL_GLOBALUSERS,
  RPL_LOCALUSERS,
  RPL_LUSERCHANNELS,
  RPL_LUSERCLIENT,
  RPL_LUSERME,
  RPL_LUSEROP,
  RPL_LUSERUNKNOWN,
} from "../wire/numerics.ts";
import type { Context } from "../session/context.ts";

/**
 * Sends the sizes of the network: 251 to 255, 265 and 266.
 *
 * @see Modern IRC, "LUSERS message"
 */
export function replyLusers(context: Context): void {
  const { network } = context;
  const users = network.users.size;
  const invisible = network.modeCounts.get("i") ?? 0;
  const operators = network.modeCounts.get("o") ?? 0;
  const all = String(users);
  const most = String(network.maxUsers);
  context.reply(RPL_LUSERCLIENT, String(users - invisible), String(invisible));
  context.reply(RPL_LUSEROP, String(operators));
  context.reply(
    RPL_LUSERUNKNOWN,
    String(network.sessions.size - network.attached),
  );
  context.reply(RPL_LUSERCHANNELS, String(network.channels.size));
  context.reply(RPL_LUSERME, String(users - network.absent));
  context.reply(RPL_LOCALUSERS, all, most, all, most);
  context.reply(RPL_GLOBALUSERS, all, most, all, most);
}
