import type { Command } from "../session/context.ts";
import { notice } from "../session/notices.ts";

/** @see RFC 2812, 4.3 "Die message" */
export const die: Command = {
  name: "DIE",
  parameters: 0,
  registered: true,
  privilege: "die",
  syntax: "",
  help: "Ends the server.",
  run({ network, session, user }) {
    const operator = user.nick;
    notice(network, "server", "{operator} ends the server", { operator });
    const { id: owner } = session;
    network.effects.push({ kind: "stop", owner });
  },
};
