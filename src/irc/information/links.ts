import { matchesMask } from "../names/mask.ts";
import { RPL_ENDOFLINKS, RPL_LINKS } from "../wire/numerics.ts";
import type { Command } from "../session/context.ts";
import { meansThisServer } from "./server_parameter.ts";

/** @see Modern IRC, "LINKS message" */
export const links: Command = {
  name: "LINKS",
  parameters: 0,
  registered: true,
  syntax: "[[<server>] <mask>]",
  help: "Lists the servers of the network.",
  run(context, params) {
    const [server, given] = params.length > 1 ? params : ["", ...params];
    if (!meansThisServer(context, server)) return;
    const mask = given || "*";
    const { description, serverName } = context.settings;
    if (matchesMask(mask, serverName)) {
      context.reply(RPL_LINKS, serverName, serverName, description);
    }
    context.reply(RPL_ENDOFLINKS, mask);
  },
};
