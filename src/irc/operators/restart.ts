import type { Command } from "../session/context.ts";
import { notice } from "../session/notices.ts";

/** @see Modern IRC, "RESTART message" */
export const restart: Command = {
  name: "RESTART",
  parameters: 0,
  registered: true,
  privilege: "die",
  syntax: "",
  help: "Lets a new process of the server take over.",
  run({ network, session, user }) {
    const operator = user.nick;
    notice(network, "server", "{operator} restarts the server", { operator });
    const { id: owner } = session;
    network.effects.push({ kind: "upgrade", owner });
  },
};
