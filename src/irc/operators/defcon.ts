import type { Command, UserContext } from "../session/context.ts";
import { notice, tellByNotice } from "../session/notices.ts";
import { DEFCON_HELP, parseDefcon } from "../state/defcon.ts";
import { refuse } from "./ban_requests.ts";

/** Restricts what clients may do while the network is under attack. */
export const defcon: Command = {
  name: "DEFCON",
  parameters: 0,
  registered: true,
  privilege: "defcon",
  syntax: "[<level from 5, peace, to 1>]",
  help: "Shows how the network defends itself, or restricts what may be done.",
  run(context, [given]) {
    const { network, user } = context;
    if (given === undefined) return show(context);
    const level = parseDefcon(given);
    if (level === null) return refuse(context, `Bad level ${given}`);
    if (level !== network.defcon) {
      network.defcon = level;
      notice(network, "server", "{operator} set DEFCON {level}: {help}", {
        operator: user.nick,
        level: String(level),
        help: DEFCON_HELP[level],
      });
    }
    show(context);
  },
};

function show({ network: { defcon }, session }: UserContext): void {
  tellByNotice(session, `DEFCON ${defcon}: ${DEFCON_HELP[defcon]}`);
}
