import { RPL_ENDOFINFO, RPL_INFO } from "../wire/numerics.ts";
import { DEFCON_HELP, PEACE } from "../state/defcon.ts";
import type { Command, Context } from "../session/context.ts";
import { meansThisServer } from "./server_parameter.ts";

/** @see Modern IRC, "INFO message" */
export const info: Command = {
  name: "INFO",
  parameters: 0,
  registered: true,
  syntax: "[<server>]",
  help: "Describes the server.",
  run(context, [server]) {
    if (!meansThisServer(context, server)) return;
    for (const line of describe(context)) context.reply(RPL_INFO, line);
    context.reply(RPL_ENDOFINFO);
  },
};

function describe({ network, settings }: Context): string[] {
  return [
    `${settings.version}: an IRC server that one person can read`,
    `${settings.serverName} (${settings.description}) serves the network ${settings.networkName}`,
    `It was started ${new Date(network.createdAt).toUTCString()}`,
    ...network.defcon === PEACE
      ? []
      : [`DEFCON ${network.defcon}: ${DEFCON_HELP[network.defcon]}`],
  ];
}
