import { RPL_ENDOFMAP, RPL_MAP } from "../wire/numerics.ts";
import type { Command } from "../session/context.ts";

/** MAP of InspIRCd, Solanum and others; Modern IRC does not have it. */
export const map: Command = {
  name: "MAP",
  parameters: 0,
  registered: true,
  syntax: "",
  help: "Shows how the servers of the network are linked.",
  run(context) {
    const { network, settings } = context;
    context.reply(RPL_MAP, settings.serverName, String(network.users.size));
    context.reply(RPL_ENDOFMAP);
  },
};
