import { RPL_REHASHING } from "../wire/numerics.ts";
import type { Command } from "../session/context.ts";
import { notice } from "../session/notices.ts";

/** @see Modern IRC, "REHASH message" */
export const rehash: Command = {
  name: "REHASH",
  parameters: 0,
  registered: true,
  privilege: "rehash",
  syntax: "",
  help: "Makes the server read its configuration again.",
  run(context) {
    const { network, session, settings, user } = context;
    const operator = user.nick;
    notice(network, "server", "{operator} rehashes the server", { operator });
    context.reply(RPL_REHASHING, settings.serverName);
    network.effects.push({ kind: "reload", owner: session.id });
  },
};
